"""What the writer of a blueprint finds already filled in: the last version, or the project."""

from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.challenges.queries import of_team
from scharnier.stages.projects.models import Prototype

TEXT = [
    "title", "summary", "problem", "approach", "result", "effort_days", "cost_cents", "skills",
    "tools", "licence", "third_party",
]  # fmt: skip


def offered(blueprint: Blueprint) -> dict:
    """The last version; before the first, what challenge, prototype and tests say."""
    version = blueprint.current
    if version is not None:
        known = {name: getattr(version, name) for name in TEXT}
        return known | {"topics": ", ".join(version.topics), "steps": version.steps}
    project = blueprint.project
    challenge = of_team(project.team)
    question = challenge.current if challenge else None
    prototype = Prototype.objects.filter(project=project).prefetch_related("tests").first()
    findings = [test.finding for test in prototype.tests.all()] if prototype else []
    return {
        "title": prototype.name if prototype else project.title,
        "summary": question.question if question else "",
        "problem": question.problem if question else "",
        "approach": prototype.description if prototype else "",
        "result": "\n".join(findings),
        "licence": project.agreement.licence,
        "topics": "",
        "steps": [],
    }
