"""A blueprint that all partners released waits for whoever may publish it."""

from scharnier.desk.tasks import tasks_for
from scharnier.stages.blueprints import actions
from tests.stages.blueprints.stagehand import Stage


def publishing(person):
    return [task for task in tasks_for(person) if "ublish" in task.title]


def test_lead_and_agent_are_told_until_it_is_published(db):
    stage = Stage()
    stage.write()
    lead, agent = stage.people["Olu"], stage.nia
    assert publishing(lead) == []

    stage.release()

    assert [(task.title, task.url) for task in publishing(lead)] == [
        ("Publish 1 blueprint", stage.blueprint.get_work_url())
    ]
    assert len(publishing(agent)) == 1
    assert publishing(stage.tom) == publishing(stage.kim) == []
    actions.publish(stage.blueprint, by=agent)
    assert publishing(lead) == []
