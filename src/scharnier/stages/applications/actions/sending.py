import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.prepared import PreparedInsert
from scharnier.foundation.privacy.models import Channel as Given
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.queries import filled
from scharnier.foundation.states import move
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications import changeable, mails, queries, questions_back
from scharnier.stages.applications.actions.answering import naming
from scharnier.stages.applications.actions.asking_back import answer_back
from scharnier.stages.applications.actions.belonging import note_consents, note_who_it_is
from scharnier.stages.applications.actions.sharing import follow_contact
from scharnier.stages.applications.facts import address_in, facts_of
from scharnier.stages.applications.models import (
    Application,
    Channel,
    NumberSeries,
    SentVersion,
)
from scharnier.stages.applications.refusals import (
    AddressNotShown,
    EnoughAlready,
    Incomplete,
    NothingNew,
    TooEarly,
    TooLate,
)
from scharnier.stages.applications.states import MOVES
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.calls.models import TargetGroup

_insert_version = PreparedInsert(SentVersion)

CHANNELS = {Channel.WEB: Given.WEB, Channel.AGENT: Given.PHONE, Channel.IMPORT: Given.IMPORT}


def submit(
    application: Application, *, reply: str = "", confirmed: bool = True, by: Person | None
) -> SentVersion | None:
    """Hand in the answers as they stand; the first time gives the application its number.

    Handing in again replaces what reviewers see. A receipt with a copy goes out at once.
    It also answers a question back; with a ``reply`` even if nothing has changed, and then
    there is no new version (None).
    ``confirmed`` says that the person came by a link in a mail or by signing in; only
    then may the answers change a profile that is there already. Raises TooLate,
    TooEarly, Incomplete, AddressNotShown, EnoughAlready, NothingNew, or MoveRefused for the
    second of two clicks.
    The whole act is of one moment: what was in time when it began does not become late
    because the machine is busy.
    """
    with clock.at(clock.now()), transaction.atomic():
        return _submit(application, reply=reply, confirmed=confirmed, by=by)


def _submit(
    application: Application, *, reply: str, confirmed: bool, by: Person | None
) -> SentVersion | None:
    _refuse_out_of_time(application)
    application.sheet.refresh_from_db(fields=["version", "sent_version"])
    whole = changeable.to_send(application)
    missing = whole.missing()
    if missing:
        raise Incomplete(missing)
    _refuse_one_too_many(application, confirmed=confirmed)
    again, asked = application.state == S.SUBMITTED, questions_back.open_one(application)
    if asked is not None:
        answer_back(asked, reply=reply, by=by)
        if not changeable.says_more_than_sent(application, whole):
            _take_reply(application, reply)
            return None
    before = queries.latest_answers(application) if again else {}
    version = hand_in(
        application, whole, late=_late_reason(application), confirmed=confirmed, by=by
    )
    _tell_the_contact_too(application, whole, before, by=by)
    if again:
        mails.receipt_of_change(application, whole)
    else:
        mails.receipt(application, whole, confirmed=confirmed)
    return version


def _tell_the_contact_too(
    application: Application, whole: Filled, before: dict, *, by: Person | None
) -> None:
    """Mostly it is the address with which the application was begun, and nothing is to do."""
    facts = facts_of(application.side, whole.values())
    email, named = facts.email.strip().lower(), address_in(before)
    known = {part.person.email for part in application.applicants.all()}
    if email not in known or named not in ("", email):
        name = facts.contact or facts.name
        follow_contact(application, email=email, name=name, before=named, by=by)


def _take_reply(application: Application, reply: str) -> None:
    """The answers stand; a question back wants at least a word about it."""
    if not reply:
        raise NothingNew
    mails.reply_received(application)


def _late_reason(application: Application) -> str | None:
    """Why it may come after the deadline; None if it comes in time."""
    if application.call.accepts_applications:
        return None
    granted = queries.late_entry_of(application)
    return granted.reason if granted else ""


def _refuse_one_too_many(application: Application, *, confirmed: bool) -> None:
    """By the limit of the call, if it has one; the series is held, so that two cannot slip by.

    Where there is one, everybody shows first that the address is theirs: a stranger would
    use it up for others, or learn that they have applied.
    """
    most = application.target_group.most_each
    if most is None or application.state == S.SUBMITTED:
        return
    if not confirmed:
        raise AddressNotShown
    _hold_series(application.target_group)
    others = queries.handed_in_by_the_same(application)
    if len(others) >= most:
        raise EnoughAlready(most, [other.number for other in others])


def _refuse_out_of_time(application: Application) -> None:
    if queries.accepts(application):
        return
    if clock.now() < application.call.opens_at:
        raise TooEarly(application.call)
    raise TooLate(application.call)


@transaction.atomic
def hand_in(
    application: Application,
    whole: Filled,
    *,
    late: str | None,
    confirmed: bool = True,
    at: dt.datetime | None = None,
    by: Person | None,
) -> SentVersion:
    """The act of ``submit`` without its questions and mails; imports take it as it is.

    ``late`` is the reason of what came after the deadline, ``at`` when it was handed in
    elsewhere.
    """
    if application.state == S.SUBMITTED:
        return _hand_in_again(application, whole, confirmed=confirmed, by=by)
    number = next_number(application.target_group)
    move(
        application,
        S.SUBMITTED,
        moves=MOVES,
        number=number,
        number_key=queries.number_key_of(number),
        submitted_at=at or clock.now(),
        is_late=late is not None,
        late_reason=(late or "")[:300],
        changed_at=clock.now(),
        **naming(application, whole),
    )
    version = _write_version(application, whole, 1, by=by)
    _settle(application, whole, confirmed=confirmed, by=by)
    record("application.submitted", application, by=by, number=application.number)
    return version


def _hand_in_again(
    application: Application, whole: Filled, *, confirmed: bool, by: Person | None
) -> SentVersion:
    if not application.sheet.has_changed_since_sent:
        raise NothingNew
    last = queries.latest_version(application)
    version = _write_version(application, whole, last.number + 1 if last else 1, by=by)
    changes = {"changed_at": clock.now(), "reminded_at": None, **naming(application, whole)}
    Application.objects.filter(pk=application.pk).update(**changes)
    for name, value in changes.items():
        setattr(application, name, value)
    _settle(application, whole, confirmed=confirmed, by=by)
    record("application.sent_again", application, by=by, version=version.number)
    return version


def _write_version(
    application: Application, whole: Filled, number: int, *, by: Person | None
) -> SentVersion:
    try:
        with transaction.atomic():
            version = _insert_version(
                SentVersion(
                    application=application,
                    number=number,
                    answers=whole.values(),
                    notes=whole.notes(),
                    sent_by=by,
                )
            )
    except IntegrityError:
        raise NothingNew from None
    questions.mark_sent(application.sheet, by=by)
    return version


def _settle(
    application: Application,
    whole: Filled,
    *,
    confirmed: bool,
    by: Person | None,
) -> None:
    channel = CHANNELS[Channel(application.channel)]
    note_who_it_is(application, whole, confirmed=confirmed, by=by)
    note_consents(application, whole, confirmed=confirmed, channel=channel, by=by)


def next_number(group: TargetGroup) -> str:
    """The next number of this side, given once: the row is ours until the commit."""
    _hold_series(group, raised=1)
    last = NumberSeries.objects.get(target_group=group).last
    return f"{group.number_prefix}-{last:03d}"


def _hold_series(group: TargetGroup, raised: int = 0) -> None:
    """Raise the series; whoever else comes to it waits until the commit."""
    series = NumberSeries.objects.filter(target_group=group)
    if not series.update(last=F("last") + raised):
        NumberSeries.objects.get_or_create(target_group=group)
        series.update(last=F("last") + raised)


@transaction.atomic
def withdraw(application: Application, *, reason: str = "", by: Person | None) -> None:
    """Take the application back; it stays on record and nobody reviews it."""
    move(application, S.WITHDRAWN, moves=MOVES, changed_at=clock.now())
    record("application.withdrawn", application, by=by, **({"reason": reason} if reason else {}))
    mails.withdrawn(application)


@transaction.atomic
def send_copy_too_late(application: Application, *, to: Person, by: Person | None) -> None:
    """Mail the answers to somebody who came after the deadline, so that nothing is lost to them.

    Once: pressing the button again sends nothing.
    """
    if mails.was_told_too_late(application):
        return
    mails.too_late(application, to, filled(application.sheet))
    record("application.link_sent", application, by=by, too_late=True)


def send_copies_of_what_came_too_late(*, by: Person | None) -> None:
    """Mail their text to those who went on writing when the call had closed."""
    for application in queries.typed_too_late():
        owner = queries.owner_of(application)
        if owner is not None and owner.email and not queries.accepts(application):
            send_copy_too_late(application, to=owner, by=by)
