import pytest

from tests import scenes
from tests.stages.projects.stagehand import Stage


@pytest.fixture
def stage(db: None) -> Stage:
    return Stage()


@pytest.fixture
def running(db: None) -> Stage:
    return signed()


@scenes.once
def signed() -> Stage:
    """Everybody has signed: the project is running."""
    stage = Stage()
    stage.running()
    return stage
