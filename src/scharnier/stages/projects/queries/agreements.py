"""Who has agreed to what, and who was there before."""

import datetime as dt
from dataclasses import dataclass

from scharnier.foundation.people.models import Person
from scharnier.stages.matching import queries as matching
from scharnier.stages.matching.models import Team
from scharnier.stages.matching.queries import Partner
from scharnier.stages.matching.states import MemberState
from scharnier.stages.projects.models import AgreementSignature, Project, TeamAgreement


def partners_of(project: Project) -> list[Partner]:
    return matching.working_partners_of(project.team)


@dataclass(frozen=True)
class Yes:
    """A side of the team and its yes: who of its people gave it, and when (None: not yet).

    A side has said yes when one of its people has. One that was only asked to join the
    team (``is_asked``) has nobody who could; ``since`` is when a creative joined.
    """

    name: str
    people: tuple[Person, ...]
    given_at: dt.datetime | None
    given_by: Person | None
    is_asked: bool = False
    since: dt.datetime | None = None


def yes_of_sides(team: Team, given: dict[int, dt.datetime]) -> list[Yes]:
    """Every side of a team, the organisation first; ``given`` is when which person said yes.

    A side of which everybody had their data erased is left out: nobody can speak for it any more.
    """
    people: dict[int, list[Person]] = {}
    for partner in matching.working_partners_of(team):
        people.setdefault(partner.application.pk, []).append(partner.person)
    rows = []
    for answer in matching.answers_of(team):
        side, member = answer["side"], answer["member"]
        own = tuple(people.get(side.pk, ()))
        if not own and side.was_erased:
            continue
        by = next((person for person in own if person.pk in given), None)
        rows.append(Yes(
            str(side), own, given[by.pk] if by else None, by,
            is_asked=member is not None and member.state != MemberState.CONFIRMED,
            since=member.answered_at if member else None,
        ))  # fmt: skip
    return rows


def without(person: Person, rows: list[Yes]) -> list[Yes]:
    """These sides without the one for which nobody but this person speaks."""
    return [row for row in rows if row.people != (person,)]


def signings_of(agreement: TeamAgreement) -> list[Yes]:
    """Every side of the team with its signature under the version in force."""
    signed = AgreementSignature.objects.filter(
        agreement=agreement, agreement_version=agreement.version
    )
    return yes_of_sides(agreement.project.team, dict(signed.values_list("person", "signed_at")))


@dataclass(frozen=True)
class Former:
    """Somebody who signed and is not in the team any more; ``left_at`` is None if nobody noted it."""

    name: str
    signed_at: dt.datetime
    left_at: dt.datetime | None


def former_signings(agreement: TeamAgreement) -> list[Former]:
    """Signatures under the version in force of people who have left the team since."""
    team = agreement.project.team
    left = dict(
        team.members.filter(state=MemberState.REPLACED)
        .order_by("pk")
        .values_list("application__applicants__person", "left_at")
    )
    working = [partner.person.pk for partner in matching.working_partners_of(team)]
    signed = AgreementSignature.objects.filter(
        agreement=agreement, agreement_version=agreement.version
    ).exclude(person__in=working)
    return [
        Former(one.person.name_in_accounts, one.signed_at, left.get(one.person_id))
        for one in signed.select_related("person").order_by("signed_at", "pk")
    ]


def names_who_left(agreement: TeamAgreement) -> list[str]:
    """Sides that stand in the text and are not in the team any more."""
    team = agreement.project.team
    stay = {str(side) for side in matching.sides_of(team)}
    gone = team.members.filter(state=MemberState.REPLACED).select_related("application")
    names = dict.fromkeys(str(one.application) for one in gone.order_by("pk"))
    return [name for name in names if name not in stay and name in agreement.text]
