import pytest

from tests.stages.blueprints.stagehand import Stage


@pytest.fixture
def stage(db: None) -> Stage:
    return Stage()
