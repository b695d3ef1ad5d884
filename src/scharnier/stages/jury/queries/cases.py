from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from scharnier.foundation.people.models import Person
from scharnier.stages.applications.models import Application
from scharnier.stages.challenges import queries as challenges
from scharnier.stages.challenges.models import Challenge, ChallengeVersion
from scharnier.stages.challenges.states import FIELDS
from scharnier.stages.jury.models import Bias, Case, JuryDay, Seat
from scharnier.stages.jury.queries.days import visible_to
from scharnier.stages.matching.models import TeamMember
from scharnier.stages.matching.states import LIVING_MEMBERS
from scharnier.stages.reviews.rules import conflicts_of


@dataclass(frozen=True)
class Text:
    """A case on one page: the question, then what the team wrote about it."""

    question: str
    rows: tuple[tuple[str, str], ...]


def loaded(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with all that lists say: organisation, creatives (``living_members``), the words heard."""
    members = TeamMember.objects.living().select_related("application").order_by("pk")
    return cases.select_related(
        "jury_day__round__programme", "challenge__team__organisation", "heard"
    ).prefetch_related(
        Prefetch("challenge__team__members", members, to_attr="living_members"),
    )


def visible_cases(person: Person) -> QuerySet[Case]:
    """The list twin of ``jury.view_case``: whoever is biased does not find the case."""
    conflicted = Application.objects.filter(conflicts_of(person)).values("pk")
    of_members = TeamMember.objects.filter(
        state__in=LIVING_MEMBERS, application__in=conflicted
    ).values("team")
    return loaded(
        Case.objects.filter(jury_day__in=visible_to(person).values("pk"))
        .exclude(pk__in=Bias.objects.filter(seat__person=person.pk).values("case"))
        .exclude(challenge__team__organisation__in=conflicted)
        .exclude(challenge__team__in=of_members)
    )


def cases_of(day: JuryDay) -> QuerySet[Case]:
    """All cases of a day in the order of pitches, for who runs it."""
    return loaded(Case.objects.filter(jury_day=day)).order_by("position", "pk")


def cases_for(juror: Person) -> QuerySet[Case]:
    """The cases that a juror hears, over all days, in the order of pitches."""
    days = Seat.objects.filter(person=juror).values("jury_day")
    return (
        visible_cases(juror)
        .filter(jury_day__in=days)
        .order_by("jury_day__held_on", "jury_day", "position", "pk")
    )


def current_case(day: JuryDay) -> Case | None:
    """The one that was called last."""
    called = Case.objects.filter(jury_day=day).exclude(called_at=None)
    return loaded(called).order_by("-called_at", "-pk").first()


def hearable(day: JuryDay) -> QuerySet[Challenge]:
    """Challenges handed in that the day could hear and does not hear yet."""
    listed = Case.objects.filter(jury_day=day).values("challenge")
    judged = Case.objects.filter(
        jury_day__round=day.round_id, verdict__outcome__in=["approved", "conditions", "rejected"]
    ).values("challenge")
    found = challenges.handed_in(day.round).exclude(pk__in=listed).exclude(pk__in=judged)
    if day.region is not None:
        found = found.filter(Q(team__district__in=day.region.districts) | Q(team__district=""))
    return found


def text_of(case: Case) -> Text:
    version = case.heard
    if version is None:
        return Text("", ())
    labels = {
        column.name: str(column.verbose_name) for column in ChallengeVersion._meta.concrete_fields
    }
    rows = ((labels[name], getattr(version, name)) for name in FIELDS if name != "question")
    return Text(version.question, tuple(row for row in rows if row[1]))


def biases_by_case(day: JuryDay) -> dict[int, list[Bias]]:
    found: dict[int, list[Bias]] = defaultdict(list)
    for bias in Bias.objects.filter(case__jury_day=day).select_related("seat__person"):
        found[bias.case_id].append(bias)
    return found
