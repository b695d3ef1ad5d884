"""A blueprint of a running project, written, released or published."""

from scharnier.foundation.outbox.models import Mail
from scharnier.stages.blueprints import actions
from scharnier.stages.blueprints.models import Blueprint
from tests import scenes
from tests.stages.projects.stagehand import Stage as ProjectStage

TEXT = {
    "title": "Order board for the workshop",
    "summary": "All orders on one wall.",
    "problem": "Orders come by letter & <b>fax</b>.",
    "approach": "We built a board of cardboard.",
    "result": "Half the calls.",
    "effort_days": 3,
    "cost_cents": 40_000,
    "skills": "Cutting",
    "tools": "Cardboard",
    "topics": ["Processes"],
    "licence": "CC-BY-SA-4.0",
    "steps": [{"title": "Collect", "text": "Write every order on a card.", "duration": "1 day"}],
}


class Stage(ProjectStage):
    """Max and Kim write it; Nia accompanies, Olu leads."""

    @scenes.made_once
    def __init__(self) -> None:
        super().__init__()
        self.running()
        self.blueprint: Blueprint = actions.begin(self.project, title="Turnery", by=self.nia)

    def write(self, **changes: object) -> Blueprint:
        self.blueprint.refresh_from_db()
        actions.write(self.blueprint, seen=self.blueprint.version, by=self.kim, **TEXT | changes)
        return self.blueprint

    def release(self) -> Blueprint:
        actions.ask_for_release(self.blueprint, by=self.nia)
        for person in (self.max, self.kim):
            number = self.blueprint.current.number
            actions.release(self.blueprint, version=number, by=person)
        return self.blueprint

    def publish(self, **changes: object) -> Blueprint:
        self.write(**changes)
        self.release()
        actions.publish(self.blueprint, by=self.nia)
        Mail.objects.all().delete()
        return self.blueprint


def published(number: int = 1, **text: object) -> list[Blueprint]:
    """Several published blueprints of different projects."""
    return [Stage().publish(**text) for _ in range(number)]
