from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.states import MailState
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.states import Refused, move
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications.models import Application
from scharnier.stages.events import actions as events
from scharnier.stages.events.models import Event
from scharnier.stages.matching import mails, queries
from scharnier.stages.matching.models import Matching, Participant
from scharnier.stages.matching.states import MATCHING_MOVES, MatchingState


@transaction.atomic
def open_matching(
    round: ProgrammeRound,
    *,
    kickoff: Event | None,
    organisations: Iterable[Application],
    creatives: Iterable[Application],
    by: Person | None,
) -> Matching:
    """Begin the forming of teams with these applications.

    With a kickoff those count as present whose people were checked in there; without
    one everybody does. Called again, it adds those who are new.
    """
    matching, is_new = Matching.objects.get_or_create(round=round, defaults={"kickoff": kickoff})
    applications = [*organisations, *creatives]
    known = set(Participant.objects.filter(matching=matching).values_list("application", flat=True))
    there = queries.attended(kickoff, applications)
    waited = queries.earlier_waits(round, applications)
    Participant.objects.bulk_create(
        Participant(
            matching=matching,
            application=application,
            side=application.side,
            is_present=kickoff is None or application.pk in there,
            waited=waited[application.pk],
        )
        for application in applications
        if application.pk not in known
    )
    if is_new or len(known) < len({a.pk for a in applications} | known):
        record("matching.opened", matching, by=by, participants=len(applications))
    return matching


@transaction.atomic
def add_participant(
    matching: Matching, *, application: Application, by: Person | None
) -> Participant:
    """Let somebody from the waiting list stand in; they count as present."""
    participant, is_new = Participant.objects.get_or_create(
        matching=matching,
        application=application,
        defaults={
            "side": application.side,
            "waited": queries.earlier_waits(matching.round, [application])[application.pk],
        },
    )
    if is_new:
        record("matching.participant_added", matching, by=by, name=str(application))
    return participant


@transaction.atomic
def check_in(participant: Participant, *, by: Person | None) -> None:
    """Count a participant as present; doing so twice changes nothing."""
    if Participant.objects.filter(pk=participant.pk, is_present=False).update(is_present=True):
        record("matching.checked_in", participant.matching, by=by, name=str(participant))
    participant.is_present = True


@transaction.atomic
def undo_check_in(participant: Participant, *, by: Person | None) -> None:
    """Count a participant as absent. Refused while they are in a team."""
    facts = queries.facts_of(participant.matching)
    if participant.pk in facts.places_of or facts.placed.get(participant.pk):
        raise Refused(
            _("%(name)s is in a team. Take them out of it first.") % {"name": participant}
        )
    if Participant.objects.filter(pk=participant.pk, is_present=True).update(is_present=False):
        record("matching.check_in_undone", participant.matching, by=by, name=str(participant))
    participant.is_present = False


@transaction.atomic
def take_attendance(matching: Matching, *, by: Person | None) -> int:
    """Check everybody in whose people were at the kickoff; returns how many are new."""
    absent = Participant.objects.filter(matching=matching, is_present=False)
    applications = [p.application for p in absent.select_related("application")]
    there = queries.attended(matching.kickoff, applications)
    arrived = absent.filter(application__in=there).update(is_present=True)
    if arrived:
        record("matching.attendance_taken", matching, by=by, number=arrived)
    return arrived


@transaction.atomic
def open_wishes(matching: Matching, *, at_once: bool = False, by: Person | None) -> int:
    """Let both sides say whom they would work with; everybody present gets their link by mail.

    Who has a link already gets no other. Returns how many mails leave, for ``at_once`` see
    ``send_links``.
    """
    take_attendance(matching, by=by)
    move(matching, MatchingState.WISHING, moves=MATCHING_MOVES)
    record("matching.wishes_opened", matching, by=by)
    return send_links(matching, at_once=at_once, by=by)


@transaction.atomic
def send_links(matching: Matching, *, at_once: bool, by: Person | None) -> int:
    """Write to everybody present who has no link to the wishes yet; returns how many mails leave.

    ``at_once``: they and those that are still held leave now although the round holds its
    mails, because people wait for them in the room. Refused while the wishes are closed.
    """
    if matching.state != MatchingState.WISHING:
        raise Refused(_("Open the wishes first."))
    written = [
        mail
        for participant in queries.without_link(matching)
        for mail in mails.invite_to_wish(participant)
    ]
    if not at_once:
        return len(written)
    free = sum(mail is not None and mail.state == MailState.WAITING for mail in written)
    return free + outbox.release(queries.wish_mails(matching).held(), by=by)


@transaction.atomic
def invite_accepted(event: Event, *, at_once: bool = False, by: Person | None) -> int:
    """Invite everybody accepted who is not on the event's list; returns how many people.

    ``at_once``: their mails leave now although the round holds its mails.
    """
    invited = []
    for application in queries.not_invited(event):
        new = events.invite(
            event,
            people=mails.readers_of(application),
            address_form=application.target_group.address,
            by=by,
        )
        invited += [registration.person for registration in new]
    if at_once:
        outbox.release(queries.held_invitations(event, invited), by=by)
    return len(invited)


@transaction.atomic
def close_wishes(matching: Matching, *, by: Person | None) -> None:
    """End the time of wishes; from now on only agents enter them."""
    move(matching, MatchingState.FORMING, moves=MATCHING_MOVES)
    mails.call_wishes_back(matching, by=by)
    record("matching.wishes_closed", matching, by=by)


@transaction.atomic
def reopen(matching: Matching, *, by: Person | None) -> None:
    """Go back to forming teams after confirmation began or after the end."""
    to = (
        MatchingState.CONFIRMING
        if matching.state == MatchingState.CLOSED
        else MatchingState.FORMING
    )
    move(matching, to, moves=MATCHING_MOVES)
    record("matching.reopened", matching, by=by)


@transaction.atomic
def close(matching: Matching, *, by: Person | None) -> None:
    """End the forming of teams. Refused while a team still waits for an answer."""
    if matching.teams.filter(state="offered").exists():
        raise Refused(_("Some teams still wait for an answer. Confirm or dissolve them first."))
    move(matching, MatchingState.CLOSED, moves=MATCHING_MOVES)
    record("matching.closed", matching, by=by)
