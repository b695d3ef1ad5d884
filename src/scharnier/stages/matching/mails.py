"""One function per mail. All are held if the round holds its mails; the link is the recipient's own."""

from django.conf import settings
from django.utils import translation

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox import letters
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes, renewals
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.queries import people_with
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.queries import people_of
from scharnier.stages.matching import queries
from scharnier.stages.matching.models import Matching, Participant, Team
from scharnier.stages.matching.states import TeamState

TEAM, WISHES = "team", "wishes"


def invite_to_wish(participant: Participant) -> list[Mail | None]:
    """The link to the list of the other side."""
    side = participant.application
    return [
        _put("wishes", side, participant, person, purpose=WISHES) for person in readers_of(side)
    ]


def call_wishes_back(matching: Matching, *, by: Person | None) -> None:
    """The links that are still held lead to closed wishes now: they never leave."""
    for mail in queries.wish_mails(matching).held():
        outbox.discard(mail, by=by)


def wishes_as_letter(participant: Participant) -> letters.Letter:
    """How the mail with that link will read, before it leaves."""
    return _letter("wishes", participant.application, participant.round)


def offer_team(team: Team, side: Application) -> None:
    """Ask one side whether it wants to work in this team; in a confirmed one, to take a place."""
    replaces = team.state == TeamState.CONFIRMED
    for person in readers_of(side):
        _put("offer", side, team, person, replaces=replaces, **_about(team, side))


def offer_as_letter(team: Team, side: Application) -> letters.Letter:
    """How the offer will read, before it leaves."""
    return _letter("offer", side, team.round, **_about(team, side))


def replacing_as_letters(
    team: Team, *, leaving: Application, joining: Application, reason: str
) -> list[tuple[Application, letters.Letter]]:
    """How the mails of a replacement will read: to who joins, to who leaves, to the others."""
    others = [side for side in queries.sides_of(team) if side.pk != leaving.pk]
    offer = _about(team, joining) | {"others": others}
    offer["replaces"] = team.state == TeamState.CONFIRMED
    found = [
        (joining, _letter("offer", joining, team.round, **offer)),
        (leaving, _letter("place_ended", leaving, team.round, reason=reason,
                          **_about(team, leaving))),
    ]  # fmt: skip
    for side in others:
        told = {"left": leaving, "joins": joining, **_about(team, side)}
        found.append((side, _letter("replaced", side, team.round, **told)))
    return found


def _letter(
    template: str, side: Application, round: ProgrammeRound, **context: object
) -> letters.Letter:
    """A mail as the first reader of a side will get it; its link is only hinted at."""
    person = next(iter(readers_of(side)), None)
    language = person.language if person else "de"
    informal = side.target_group.address == "du" and language.startswith("de")
    everything = {"round": round, "name": person.name if person else "", "link": "…",
                  "side": side, "days": _days(round), **context}  # fmt: skip
    locale = "de-informal" if informal else language
    with translation.override(locale):
        sender = str(round.programme.name)
    return letters.write(f"matching/{template}", everything, locale=locale, sender=sender)


def team_confirmed(team: Team, side: Application) -> None:
    """Everybody said yes: who the partners are and how to reach them."""
    others = [p for p in queries.partners_of(team) if p.application != side]
    for person in readers_of(side):
        _put("confirmed", side, team, person, partners=others, **_about(team, side))


def member_joined(team: Team, joined: Application) -> None:
    """A member who came later said yes; the others learn it, the new one the contacts."""
    everybody = queries.working_partners_of(team)
    for side in queries.working_sides_of(team):
        others = [p for p in everybody if p.application != side]
        for person in readers_of(side):
            _put("confirmed", side, team, person, partners=others, **_about(team, side))


def member_replaced(team: Team, side: Application, left: Application, joins: Application) -> None:
    for person in readers_of(side):
        _put("replaced", side, team, person, left=left, joins=joins, **_about(team, side))


def place_ended(team: Team, side: Application, reason: str, *, by: Person | None) -> None:
    """To a member who was replaced."""
    for person in _who_know(team, side, by):
        _put("place_ended", side, team, person, reason=reason, **_about(team, side))


def offer_taken_back(team: Team, side: Application, *, by: Person | None) -> None:
    for person in _who_know(team, side, by):
        _put("taken_back", side, team, person, **_about(team, side))


def team_dissolved(team: Team, side: Application, reason: str, *, by: Person | None) -> None:
    for person in _who_know(team, side, by):
        _put("dissolved", side, team, person, reason=reason, **_about(team, side))


def _who_know(team: Team, side: Application, by: Person | None) -> list[Person]:
    """Whom the offer has reached. Held offers never leave any more: they are no longer true."""
    return [
        person
        for person in readers_of(side)
        if not outbox.call_back(team, template="matching/offer", to=person, by=by)
    ]


def partner_declined(team: Team, side: Application) -> None:
    """To the others when one side said no. The reason stays with the agents."""
    works = team.state == TeamState.CONFIRMED
    for person in readers_of(side):
        _put("partner_declined", side, team, person, works=works, **_about(team, side))


def tell_agents_of_decline(team: Team, side: Application, reason: str) -> None:
    """To the team's agent, else to those who lead the programme. They wait for it, so at once."""
    programme = team.round.programme
    readers = [team.agent] if team.agent else list(people_with(Role.LEAD, programme))
    for person in readers:
        outbox.put(
            "matching/declined",
            to=person,
            subject=team,
            context={"team": team, "side": side, "reason": reason, "link": _address(team)},
            round=team.round,
            urgent=True,
        )


def new_team_link(team: Team, side: Application, to: Person) -> None:
    """Asked for by the person at a page that needs a link."""
    _put("link", side, team, to, urgent=True, what=team)


def new_wishes_link(participant: Participant, to: Person) -> None:
    side = participant.application
    _put("link", side, participant, to, urgent=True, purpose=WISHES, what=participant)


def renew_teams(email: str) -> None:
    person = Person.objects.with_email(email)
    if person is None:
        return
    for team in queries.teams_of_person(person)[:3]:
        side = queries.part_of(team, person)
        if side is not None:
            new_team_link(team, side, person)


def renew_wishes(email: str) -> None:
    person = Person.objects.with_email(email)
    if person is None:
        return
    mine = Participant.objects.filter(application__applicants__person=person, is_present=True)
    for participant in mine.select_related(
        "matching__round__programme", "application__target_group"
    ).order_by("-pk")[:3]:
        new_wishes_link(participant, person)


renewals.register(TEAM, renew_teams)
renewals.register(WISHES, renew_wishes)


def readers_of(side: Application) -> list[Person]:
    """Who can be written to; if nobody can, the owner, so that the outbox says so."""
    people = people_of(side)
    return [person for person in people if person.email] or people[:1]


def _about(team: Team, side: Application) -> dict:
    return {
        "team": team,
        "label": team.round.team_label,
        "organisation": team.organisation,
        "others": [each for each in queries.sides_of(team) if each.pk != side.pk],
    }


def _days(round: ProgrammeRound) -> int:
    return round.resume_link_days


def _address(team: Team) -> str:
    return settings.BASE_URL + team.get_absolute_url()


def _put(
    template: str,
    side: Application,
    subject: Team | Participant,
    to: Person,
    *,
    purpose: str = TEAM,
    urgent: bool = False,
    **context: object,
) -> Mail | None:
    days = _days(subject.round)
    link = passes.issue(purpose, subject, to=to, days=days)
    return outbox.put(
        f"matching/{template}",
        to=to,
        subject=subject,
        context={"side": side, "link": link, "days": days, **context},
        round=subject.round,
        urgent=urgent,
        address_form=side.target_group.address,
    )
