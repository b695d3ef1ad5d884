from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.queries import within_reach
from scharnier.foundation.search import queries as search
from scharnier.stages.blueprints import topics
from scharnier.stages.blueprints.models import Blueprint, BlueprintTopic, BlueprintVersion
from scharnier.stages.blueprints.states import BlueprintState
from scharnier.stages.calls.models import Call
from scharnier.stages.matching import queries as matching
from scharnier.stages.projects.models import Project
from scharnier.stages.projects.queries import Yes, yes_of_sides
from scharnier.stages.projects.states import ProjectState

LOADED = ["current", "published", "project__team__round__programme", "project__team__organisation"]


def visible_to(person: Person) -> QuerySet[Blueprint]:
    """The list twin of ``blueprints.view_blueprint``: the workshop, not the library."""
    mine = Q(project__team__in=matching.working_teams_of(person).values("pk"))
    return Blueprint.objects.filter(_in_reach(person) | mine).select_related(*LOADED)


def to_publish(person: Person) -> QuerySet[Blueprint]:
    """What all partners have released and this person can publish, the oldest first."""
    released = Blueprint.objects.filter(_in_reach(person), state=BlueprintState.RELEASED)
    return released.select_related("current", "project").order_by("pk")


def _in_reach(person: Person) -> Q:
    where = {"round": "project__team__round", "district": "project__team__district"}
    return within_reach(person, Role.LEAD, Role.AGENT, **where)


def library(query: str = "", *, topic: str = "") -> QuerySet[Blueprint]:
    """What stands in the public library, found by words and topic, the best or latest first."""
    shown = Blueprint.objects.public().select_related(*LOADED, "published__written_by")
    if topic:
        named = [
            name for name, _number in _topics_named() if topics.key_of(name) == topics.key_of(topic)
        ]
        under = BlueprintTopic.objects.filter(topic__in=named)
        shown = shown.filter(pk__in=under.values("blueprint"))
    if not query.strip():
        return shown.order_by("-published_at", "-pk")
    keys = search.find(Blueprint, query)
    place = Case(
        *(When(pk=key, then=position) for position, key in enumerate(keys)),
        default=len(keys),
        output_field=IntegerField(),
    )
    return shown.filter(pk__in=keys).order_by(place)


def topics_in_library() -> list[topics.Topic]:
    """The topics of published blueprints with how many stand under each, by name."""
    return topics.gathered(_topics_named())


def _topics_named() -> list[tuple[str, int]]:
    rows = Blueprint.objects.public().filter(topics__isnull=False).values_list("topics__topic")
    return list(rows.annotate(number=Count("pk")))


def with_slug(slug: str) -> QuerySet[Blueprint]:
    shown = Blueprint.objects.public().filter(slug=slug)
    return shown.select_related(*LOADED, "published__written_by")


def projects_without_blueprint(round: ProgrammeRound) -> QuerySet[Project]:
    begun = Blueprint.objects.filter(project__team__round=round).values("project")
    return Project.objects.filter(
        team__round=round, state__in=[ProjectState.RUNNING, ProjectState.FINISHED]
    ).exclude(pk__in=begun)


def of_project(project_id: int) -> Blueprint | None:
    return Blueprint.objects.filter(project=project_id).select_related(*LOADED).first()


def blueprint_panel(person: Person, project: Project) -> dict | None:
    """The way from the project's page to its blueprint, for those who may see it."""
    mine = visible_to(person).filter(project=project)
    blueprint = mine.select_related(None).select_related("current").first()
    if blueprint is None:
        return None
    blueprint.project = project
    return {"blueprint": blueprint}


def left_by_panel(_person: object, call: Call) -> dict | None:
    """On the page of a closed call: what its teams have left for others."""
    shown = Blueprint.objects.public().filter(project__team__round=call.round_id)
    found = list(shown.select_related("published__written_by").order_by("published_at", "pk"))
    return {"blueprints": found} if found else None


def releases_of(version: BlueprintVersion, blueprint: Blueprint) -> list[Yes]:
    """Every side of the team with its release of this version."""
    given = dict(version.releases.values_list("person", "released_at"))
    return yes_of_sides(blueprint.project.team, given)
