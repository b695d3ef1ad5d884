import pytest

from tests.stages.projects.stagehand import Stage


@pytest.fixture
def stage(db: None) -> Stage:
    return Stage()


@pytest.fixture
def running(stage: Stage) -> Stage:
    stage.running()
    return stage
