import datetime as dt

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import MoveRefused, Refused, move, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.stages.challenges import mails, queries
from scharnier.stages.challenges.models import Challenge, ChallengeVersion, SignOff
from scharnier.stages.challenges.states import FIELDS, MOVES, ChallengeState
from scharnier.stages.challenges.wording import begins_like_a_question
from scharnier.stages.matching.models import Team
from scharnier.stages.matching.states import TeamState

S = ChallengeState


@transaction.atomic
def open_challenge(team: Team, *, due_on: dt.date | None, by: Person | None) -> Challenge:
    """Begin a team's challenge; everybody on the team gets a link to the canvas.

    Opening it again only moves the due date. Refused if the team is not confirmed.
    """
    if team.state != TeamState.CONFIRMED:
        raise Refused(
            _("%(team)s is not confirmed yet. Both sides confirm first.") % {"team": team}
        )
    challenge, is_new = Challenge.objects.get_or_create(team=team, defaults={"due_on": due_on})
    if is_new:
        record("challenge.opened", challenge, by=by)
        mails.opened(challenge)
    elif due_on != challenge.due_on:
        move_due_date(challenge, due_on=due_on, by=by)
    return challenge


@transaction.atomic
def write(
    challenge: Challenge, *, version: int | None = None, by: Person | None, **fields: str
) -> ChallengeVersion:
    """Save the canvas as a new version; signatures given so far are void with it.

    ``fields`` that are not named stay as they are. ``version`` is that of the challenge
    which the person saw. Raises Refused if somebody else saved meanwhile, MoveRefused
    if it was handed in. Saving without a change returns the version in force.
    """
    wanted = queries.draft_of(challenge) | {name: fields[name] for name in FIELDS if name in fields}
    if challenge.state == S.HANDED_IN:
        raise MoveRefused(challenge, S.DRAFT)
    if challenge.current is not None and wanted == queries.draft_of(challenge):
        return challenge.current
    if version is not None:
        challenge.version = version
    rewrite(challenge)
    had_signatures = challenge.state != S.DRAFT
    made = ChallengeVersion.objects.create(
        challenge=challenge, number=_next_number(challenge), written_by=by, **wanted
    )
    Challenge.objects.filter(pk=challenge.pk).update(current=made)
    challenge.current = made
    if had_signatures:
        move(challenge, S.DRAFT, moves=MOVES)
    record("challenge.written", challenge, by=by, version=made.number)
    return made


def _number(challenge: Challenge) -> int:
    """The number of the version in force; 0 while nothing is written."""
    return challenge.current.number if challenge.current else 0


def _next_number(challenge: Challenge) -> int:
    return challenge.versions.count() + 1


@transaction.atomic
def restore(
    challenge: Challenge, *, number: int, version: int | None = None, by: Person | None
) -> ChallengeVersion:
    """Make an earlier version the one in force, as a new version. Nothing is lost."""
    old = challenge.versions.get(number=number)
    made = write(challenge, version=version, by=by, **{name: getattr(old, name) for name in FIELDS})
    record("challenge.restored", challenge, by=by, version=number)
    return made


@transaction.atomic
def ask_for_signatures(challenge: Challenge, *, by: Person | None) -> None:
    """Ask everybody on the team, and its agent, to sign the version in force.

    Refused while the question or the problem is empty.
    """
    current = challenge.current
    if current is None or not current.question.strip() or not current.problem.strip():
        raise Refused(_("Write down the problem and your question first."))
    if not begins_like_a_question(current.question):
        raise Refused(
            _("Write it as a question: begin with “How can we …” and end with a question mark.")
        )
    move(challenge, S.SIGNING, moves=MOVES)
    record("challenge.signatures_asked", challenge, by=by, version=current.number)
    for signer in queries.missing(challenge):
        mails.please_sign(challenge, signer)
    _settle(challenge, by=by)


@transaction.atomic
def sign(
    challenge: Challenge,
    *,
    person: Person | None = None,
    number: int | None = None,
    by: Person | None,
) -> SignOff:
    """Agree to the version in force, for ``person`` (who gave word to ``by``) or oneself.

    ``number`` is the version that was read. Refused if another one is in force by now,
    or if the person has nothing to sign here. Signing twice changes nothing.
    """
    signing = person or by
    if challenge.state not in (S.SIGNING, S.SIGNED):
        raise MoveRefused(challenge, S.SIGNED)
    if number is not None and number != _number(challenge):
        raise Refused(_("There is a new version by now. Read it first, then sign that one."))
    if signing is None or queries.signer_for(challenge, signing) is None:
        raise Refused(_("Only people of this team and its agent sign."))
    sign_off, is_new = SignOff.objects.get_or_create(version=challenge.current, person=signing)
    if is_new:
        verb = "challenge.signed" if signing == by else "challenge.signed_on_behalf"
        record(verb, challenge, by=by, version=_number(challenge), name=str(signing))
    _settle(challenge, by=by)
    return sign_off


@transaction.atomic
def go_on_without(challenge: Challenge, person: Person, *, by: Person | None) -> None:
    """Wait no longer for the signature of somebody who has their data erased."""
    others = [one for one in queries.missing(challenge) if one.people != (person,)]
    if not others:
        _complete(challenge, by=by)


def _settle(challenge: Challenge, *, by: Person | None) -> None:
    """The last signature completes the challenge; the team is told that it can hand it in."""
    if queries.is_complete(challenge):
        _complete(challenge, by=by)


def _complete(challenge: Challenge, *, by: Person | None) -> None:
    if challenge.state == S.SIGNING:
        move(challenge, S.SIGNED, moves=MOVES)
        record("challenge.complete", challenge, by=by, version=_number(challenge))
        mails.complete(challenge)


@transaction.atomic
def remind(challenge: Challenge, *, by: Person | None) -> int:
    """Write to those who are missing; returns to how many sides.

    While the canvas is still being written, all sides are reminded of the due date.
    """
    if challenge.state in (S.HANDED_IN, S.SIGNED):
        raise MoveRefused(challenge, S.SIGNING)
    signers = (
        queries.missing(challenge)
        if challenge.state == S.SIGNING
        else [s for s in queries.signers_of(challenge) if s.side is not None]
    )
    for signer in signers:
        mails.reminder(challenge, signer)
    record("challenge.reminded", challenge, by=by, number=len(signers))
    return len(signers)


@transaction.atomic
def hand_in(challenge: Challenge, *, by: Person | None) -> None:
    """Hand the signed challenge in to the jury; everybody gets a receipt.

    Refused after the due date: an agent may move it. MoveRefused while signatures are missing.
    """
    if challenge.due_on is not None and clock.today() > challenge.due_on:
        raise Refused(
            _("It was due on %(day)s. Ask your network agent to move the date.")
            % {"day": date_format(challenge.due_on, "DATE_FORMAT")}
        )
    move(challenge, S.HANDED_IN, moves=MOVES, handed_in_at=clock.now())
    record("challenge.handed_in", challenge, by=by, version=_number(challenge))
    mails.handed_in(challenge)


@transaction.atomic
def reopen(
    challenge: Challenge, *, reason: str = "", due_on: dt.date | None = None, by: Person | None
) -> None:
    """Give a challenge that was handed in back to its team, with the reason and a new date.

    Signatures on the version in force stay until somebody writes a new one.
    """
    move(challenge, S.DRAFT, moves=MOVES, handed_in_at=None, due_on=due_on or challenge.due_on)
    record("challenge.reopened", challenge, by=by, reason=reason)
    mails.reopened(challenge, reason)


@transaction.atomic
def move_due_date(challenge: Challenge, *, due_on: dt.date | None, by: Person | None) -> None:
    """Say until when the challenge is to be handed in."""
    Challenge.objects.filter(pk=challenge.pk).update(due_on=due_on)
    challenge.due_on = due_on
    record("challenge.due_moved", challenge, by=by, due_on=str(due_on or ""))
