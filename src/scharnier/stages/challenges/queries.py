import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.programmes.queries import within_reach
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.queries import latest_answers
from scharnier.stages.challenges.models import Challenge, ChallengeVersion, SignOff
from scharnier.stages.challenges.rules import SEE_CHALLENGES
from scharnier.stages.challenges.states import FIELDS, LABELS, ChallengeState
from scharnier.stages.challenges.wording import Piece, differences
from scharnier.stages.matching import queries as matching
from scharnier.stages.matching.models import Team

# What the organisation wrote in its application becomes the first draft of the canvas.
FROM_APPLICATION = {
    "problem": "problem",
    "affected": "affected",
    "success": "desired",
    "transfer": "transfer",
}


@dataclass(frozen=True)
class Signer:
    """One who must sign: a side of the team, or its agent. ``sign_off`` is None while missing."""

    name: str
    people: tuple[Person, ...]
    side: Application | None
    sign_off: SignOff | None


def loaded(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    return challenges.select_related(
        "team__round__programme",
        "team__matching",
        "team__organisation__target_group",
        "team__agent",
        "current__written_by",
    ).prefetch_related(matching.living_members_of("team__members"))


def visible_to(person: Person) -> QuerySet[Challenge]:
    """The list twin of ``challenges.view_challenge``."""
    own = matching.working_teams_of(person).values("pk")
    return loaded(Challenge.objects.filter(_in_reach(person) | Q(team__in=own)))


def waiting_for(person: Person) -> list[Challenge]:
    """The challenges for which this person could sign now, as a partner or as the agent."""
    signing = loaded(Challenge.objects.filter(state=ChallengeState.SIGNING))
    own = Q(team__in=matching.working_teams_of(person).values("pk")) | Q(team__agent=person.pk)
    return list(signing.filter(own))


def being_written(person: Person) -> tuple[int, dt.date | None]:
    """How many challenges with a day this person waits for, and the first day; not their own."""
    written = Challenge.objects.filter(_in_reach(person), due_on__isnull=False).exclude(
        state=ChallengeState.HANDED_IN
    )
    found = written.aggregate(number=Count("pk"), first=Min("due_on"))
    return found["number"], found["first"]


def _in_reach(person: Person) -> Q:
    return within_reach(person, *SEE_CHALLENGES, round="team__round", district="team__district")


def with_progress(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """Adds ``signatures``: how many signed the version in force."""
    signed = (
        SignOff.objects.filter(version=OuterRef("current"))
        .order_by()
        .values("version")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return challenges.annotate(signatures=Subquery(signed))


def handed_in(round: ProgrammeRound) -> QuerySet[Challenge]:
    """What the jury can hear, by the number of the team."""
    return loaded(
        Challenge.objects.filter(team__round=round, state=ChallengeState.HANDED_IN)
    ).order_by("team__number_key")


def of_team(team: Team) -> Challenge | None:
    return loaded(Challenge.objects.filter(team=team)).first()


def without_challenge(round: ProgrammeRound) -> QuerySet[Team]:
    """Confirmed teams that have not begun a challenge."""
    begun = Challenge.objects.filter(team__round=round).values("team")
    return matching.confirmed_teams(round).exclude(pk__in=begun)


def signers_of(challenge: Challenge) -> list[Signer]:
    """Everybody who must sign, the organisation first, with their signatures.

    A side has signed when one of its people has; one that was only asked to join the team
    has nobody who could. One of which everybody had their data erased is left out.
    """
    signed = {s.person_id: s for s in _sign_offs(challenge)}
    people: dict[int, list[Person]] = {}
    for partner in matching.working_partners_of(challenge.team):
        people.setdefault(partner.application.pk, []).append(partner.person)
    rows = []
    for side in matching.sides_of(challenge.team):
        members = tuple(people.get(side.pk, ()))
        if not members and side.was_erased:
            continue
        given = next((signed[p.pk] for p in members if p.pk in signed), None)
        rows.append(Signer(str(side), members, side, given))
    agent = challenge.team.agent
    if agent is not None:
        rows.append(Signer(agent.name, (agent,), None, signed.get(agent.pk)))
    return rows


def _sign_offs(challenge: Challenge) -> QuerySet[SignOff]:
    return SignOff.objects.filter(version=challenge.current_id).select_related("person")


def missing(challenge: Challenge) -> list[Signer]:
    return [signer for signer in signers_of(challenge) if signer.sign_off is None]


def is_complete(challenge: Challenge) -> bool:
    return challenge.current_id is not None and not missing(challenge)


def signer_for(challenge: Challenge, person: Person) -> Signer | None:
    """As whom this person signs, or None."""
    return next((s for s in signers_of(challenge) if person in s.people), None)


def draft_of(challenge: Challenge) -> dict[str, str]:
    """What the form begins with: the version in force, else the organisation's own words."""
    if challenge.current is not None:
        return {field: getattr(challenge.current, field) for field in FIELDS}
    answers = latest_answers(challenge.team.organisation)
    return {field: str(answers.get(key) or "") for field, key in FROM_APPLICATION.items()}


def versions_of(challenge: Challenge) -> QuerySet[ChallengeVersion]:
    """All versions, the latest first, with the number of signatures each got."""
    return (
        challenge.versions.select_related("written_by")
        .annotate(signatures=Count("sign_offs"))
        .order_by("-number")
    )


def compared(old: ChallengeVersion, new: ChallengeVersion) -> list[tuple[str, list[Piece]]]:
    """Field by field what changed, with the field's label; fields that are empty in both are left out."""
    rows = []
    for name in FIELDS:
        before, after = getattr(old, name), getattr(new, name)
        if before or after:
            rows.append((str(LABELS[name]), differences(before, after)))
    return rows


def due_soon(within: dt.timedelta) -> QuerySet[Challenge]:
    """Challenges not handed in whose day comes within ``within``."""
    last = clock.today() + within
    return loaded(
        Challenge.objects.filter(due_on__gte=clock.today(), due_on__lte=last).exclude(
            state=ChallengeState.HANDED_IN
        )
    )


def team_panel(person: Person, team: Team) -> dict | None:
    """The team's challenge, for the team's own page; None before it was opened."""
    own = visible_to(person).select_related(None).prefetch_related(None)
    challenge = own.filter(team=team).select_related("current").first()
    return {"challenge": challenge} if challenge else None
