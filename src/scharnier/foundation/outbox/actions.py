"""Writing mails, and what people decide about them. Sending is the postman's."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.mail import make_msgid
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.files.models import File, FileUse
from scharnier.foundation.outbox import layout, letters
from scharnier.foundation.outbox.models import AddressForm, Mail, Problem
from scharnier.foundation.outbox.states import MOVES, MailState
from scharnier.foundation.people.models import Person
from scharnier.foundation.prepared import PreparedInsert
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.programmes.voice import is_du
from scharnier.foundation.states import Refused, move
from scharnier.foundation.trail.actions import record

_insert = PreparedInsert(Mail)
SLICE = 500  # rows a statement: both databases limit the number of parameters


@transaction.atomic(savepoint=False)
def put(
    template: str,
    *,
    to: Person | str,
    subject: Model | None,
    context: dict | None = None,
    round: ProgrammeRound | None = None,
    urgent: bool = False,
    address_form: str = "",
    language: str | None = None,
    reply_to: str = "",
    attachments: Sequence[File] = (),
) -> Mail | None:
    """Write a mail about ``subject`` into the outbox, with whatever else the caller does.

    It is held if the round holds its mails, unless somebody waits for it at a screen
    (``urgent``: codes, links, receipts). Somebody without an address gets a failed mail
    that says so, so that a person can reach them in another way. Nobody writes to somebody
    who had their data erased: there is no mail then. Without an ``address_form`` it speaks
    as the pages do to this person.
    """
    if isinstance(to, Person) and to.is_erased:
        return None
    mail = Mail(
        to_person=to if isinstance(to, Person) else None,
        to_name=letters.one_line(to.name if isinstance(to, Person) else "")[:200],
        to_address=(to.email or "") if isinstance(to, Person) else to.strip(),
        language=language or _language_of(to),
        address_form=address_form or _address_form_of(to),
        reply_to=reply_to,
        round=round,
        template=template,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        urgent=urgent,
        message_id=make_msgid(domain=_domain()),
    )
    sender = _sender(mail)
    everywhere = {"recipient": mail.to_person, "name": mail.to_name, "round": round,
                  "base_url": settings.BASE_URL}  # fmt: skip
    letter = letters.write(
        template, everywhere | (context or {}), locale=mail.locale, sender=sender
    )
    mail.subject, mail.text, mail.html = letter.subject, letter.text, letter.html
    mail.template_version = letter.version
    mail.state, mail.problem = _first_state(mail)
    _insert(mail)
    _attach(mail, attachments)
    return mail


def _language_of(to: Person | str) -> str:
    if isinstance(to, Person):
        return to.language
    return "de" if (translation.get_language() or "de").startswith("de") else "en"


def _address_form_of(to: Person | str) -> str:
    return AddressForm.DU if isinstance(to, Person) and is_du(to) else AddressForm.SIE


def _domain() -> str:
    """The right half of our Message-IDs: the sender's domain."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or str(DNS_NAME)


def _sender(mail: Mail) -> str:
    with translation.override(mail.locale):
        return str(mail.round.programme.name) if mail.round else ""


def _first_state(mail: Mail) -> tuple[MailState, str]:
    if not mail.to_address:
        return MailState.FAILED, Problem.NO_ADDRESS
    if mail.round and mail.round.holds_mails and not mail.urgent:
        return MailState.HELD, ""
    return MailState.WAITING, ""


def _attach(mail: Mail, files: Iterable[File]) -> None:
    for file in files:
        mail.attachments.add(file)
        FileUse.objects.get_or_create(
            file=file, subject_type=Mail._meta.label_lower, subject_id=mail.pk
        )


@transaction.atomic
def edit(mail: Mail, *, subject: str, text: str, version: int, by: Person | None) -> None:
    """Change the words of a held mail before it leaves.

    ``version`` is the one that the editor saw. Raises Refused if somebody else changed
    or released it meanwhile.
    """
    subject, text = letters.one_line(subject)[:250], letters.tidy(text)
    with translation.override(mail.locale):
        html = layout.to_html(text, subject=subject, language=mail.locale, sender=_sender(mail))
    seen = Mail.objects.filter(pk=mail.pk, state=MailState.HELD, version=version)
    if not seen.update(subject=subject, text=text, html=html, version=version + 1):
        mail.refresh_from_db()
        raise Refused(
            _("Somebody else changed or released “%(mail)s” in the meantime. Look at it again.")
            % {"mail": mail}
        )
    mail.refresh_from_db()
    record("mail.edited", mail, by=by)


@transaction.atomic
def release(mails: Iterable[Mail], *, by: Person | None) -> int:
    """Let held mails leave. Returns how many did; those no longer held stay as they are."""
    chosen = sorted({mail.pk for mail in mails})
    released = 0
    for start in range(0, len(chosen), SLICE):
        held = Mail.objects.held().filter(pk__in=chosen[start : start + SLICE])
        rounds = list(held.order_by().values_list("round", flat=True).distinct())
        for pk in rounds:
            of_round = held.filter(round=pk)
            example = of_round.first()
            number = of_round.update(
                state=MailState.WAITING, released_at=clock.now(), released_by=by, next_try_at=None
            )
            if number and example is not None:
                about = example.round or example
                record("mails.released", about, by=by, number=number)
            released += number
    return released


@transaction.atomic
def discard(mail: Mail, *, by: Person | None) -> None:
    """Never send a mail. Raises MoveRefused if it is on its way or gone."""
    move(mail, MailState.DISCARDED, moves=MOVES)
    record("mail.discarded", mail, by=by)


@transaction.atomic
def call_back(subject: Model, *, template: str, to: Person, by: Person | None) -> bool:
    """Discard what is still held of one letter to one person, because it is no longer true.

    Returns whether they never got one: then there is nothing to take back in words either.
    """
    written = Mail.objects.about(subject).filter(template=template, to_person=to)
    held = list(written.held())
    for mail in held:
        discard(mail, by=by)
    return bool(held) and not written.exclude(state=MailState.DISCARDED).exists()


@transaction.atomic
def retry(mail: Mail, *, by: Person | None) -> None:
    """Send a failed or unclear mail again, to the person's present address, under its old number.

    Raises MoveRefused from any other state, Refused if there is still no address.
    """
    address = (mail.to_person.email if mail.to_person else "") or mail.to_address
    if not address:
        raise Refused(
            _("%(person)s still has no e-mail address. Add one first, then try again.")
            % {"person": mail.to_name}
        )
    move(
        mail,
        MailState.WAITING,
        moves=MOVES,
        to_address=address,
        attempts=0,
        next_try_at=None,
        handing_over_at=None,
        problem="",
        server_said="",
    )
    record("mail.tried_again", mail, by=by)


@transaction.atomic
def settle(mail: Mail, *, by: Person | None) -> None:
    """Say of an unclear mail that it has arrived. Raises MoveRefused from any other state."""
    if mail.state != MailState.UNCLEAR:
        raise Refused(_("“%(mail)s” is not unclear; there is nothing to settle.") % {"mail": mail})
    move(mail, MailState.SENT, moves=MOVES, sent_at=mail.handing_over_at or clock.machine_now())
    record("mail.settled", mail, by=by)
