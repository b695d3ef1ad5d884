"""What jurors and teams are told. One function a mail."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox import letters
from scharnier.foundation.people import passes, renewals
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.models import Applicant
from scharnier.stages.jury.models import Case, JuryDay, JuryVerdict, Seat
from scharnier.stages.matching.models import Team, TeamMember
from scharnier.stages.matching.queries import Partner, working_partners_of
from scharnier.stages.matching.states import LIVING_MEMBERS

PURPOSE = "jury"
PASS_DAYS = 45


@dataclass(frozen=True)
class Preview:
    """A mail as it will arrive, for the page that asks before it is sent."""

    to: str
    subject: str
    body: str


def invite_juror(seat: Seat, *, day: JuryDay, urgent: bool = False) -> None:
    link = passes.issue(PURPOSE, day, to=seat.person, days=PASS_DAYS)
    outbox.put(
        "jury/invited",
        to=seat.person,
        subject=day,
        context=_day_context(day, link),
        round=day.round,
        urgent=urgent,
    )


def renew(email: str) -> None:
    """New links to the jury days on which whoever has this address has a seat, the latest three."""
    seats = Seat.objects.filter(person__email__iexact=email.strip(), person__is_active=True)
    for seat in seats.select_related("person", "jury_day__round__programme").order_by("-pk")[:3]:
        invite_juror(seat, day=seat.jury_day, urgent=True)


renewals.register(PURPOSE, renew)


def _day_context(day: JuryDay, link: str) -> dict:
    cases = Case.objects.filter(jury_day=day)
    return {"day": day, "event": day.event, "number": cases.count(), "link": link}


def preview_invitation(seat: Seat, *, day: JuryDay) -> Preview:
    return _preview("jury/invited", seat.person, day.round, _day_context(day, _no_link()), "sie")


def tell_verdict(verdict: JuryVerdict) -> None:
    """To everybody of the team, in the address of their side."""
    team = verdict.case.challenge.team
    for partner in working_partners_of(team):
        link = passes.issue("team", team, to=partner.person, days=PASS_DAYS)
        outbox.put(
            f"jury/{verdict.outcome}",
            to=partner.person,
            subject=team,
            context=_verdict_context(verdict, link),
            round=team.round,
            address_form=_address(partner),
        )


def preview_verdict(verdict: JuryVerdict) -> Preview | None:
    partner = next(iter(working_partners_of(verdict.case.challenge.team)), None)
    if partner is None:
        return None
    context = _verdict_context(verdict, _no_link())
    round = verdict.case.challenge.team.round
    return _preview(f"jury/{verdict.outcome}", partner.person, round, context, _address(partner))


def _verdict_context(verdict: JuryVerdict, link: str) -> dict:
    team = verdict.case.challenge.team
    return {
        "verdict": verdict,
        "team": team,
        "label": team.round.team_label,
        "conditions": list(verdict.conditions.all()),
        "link": link,
    }


def _address(partner: Partner) -> str:
    return partner.application.target_group.address


def _no_link() -> str:
    """A preview only hints at the link: it is made for each reader when the mail is written."""
    return "…"


def _preview(
    template: str, person: Person, round: ProgrammeRound, context: dict, address: str
) -> Preview:
    german = "de-informal" if address == "du" else "de"
    letter = letters.write(
        template,
        {
            "recipient": person,
            "name": person.name,
            "round": round,
            "base_url": settings.BASE_URL,
            **context,
        },
        locale=german if person.language.startswith("de") else person.language,
        sender=str(round.programme.name),
    )
    return Preview(person.email or person.name, letter.subject, letter.text)


def recipients(verdicts: Iterable[JuryVerdict]) -> list[str]:
    """Everybody who will be written to, in two queries."""
    teams = [verdict.case.challenge.team_id for verdict in verdicts]
    of_members = TeamMember.objects.filter(team__in=teams, state__in=LIVING_MEMBERS)
    of_organisations = Team.objects.filter(pk__in=teams)
    sides = [
        *of_organisations.values_list("organisation", flat=True),
        *of_members.values_list("application", flat=True),
    ]
    rows = Applicant.objects.filter(application__in=sides).select_related("person")
    return [f"{row.person} ({row.person.email or '–'})" for row in rows.order_by("pk")]
