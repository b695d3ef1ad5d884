"""Handing mails to the mail server, each of them once.

A mail is claimed by compare-and-set, so of two workers one sends it. Right before its
text leaves, that is written down too, again by compare-and-set: a worker that has lost
its claim meanwhile stops there. So a mail whose worker died is sent again only if its
text had certainly not left; otherwise it becomes “unclear” and waits for a person.
"""

import datetime as dt
import logging
import secrets
import smtplib
from collections.abc import Callable
from email.errors import MessageError as EmailError
from email.headerregistry import Address

from django.conf import settings
from django.core.files.storage import storages
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from scharnier.foundation import clock
from scharnier.foundation.jobs.attempt import Attempt
from scharnier.foundation.outbox import enclosures
from scharnier.foundation.outbox.letters import one_line
from scharnier.foundation.outbox.models import Mail, Problem
from scharnier.foundation.outbox.states import MailState

log = logging.getLogger("scharnier.outbox")

AT_ONCE = 50
CLAIM = dt.timedelta(seconds=90)
HAND_OVER = dt.timedelta(minutes=5)
FIRST_PAUSE = dt.timedelta(seconds=15)
LONGEST_PAUSE = dt.timedelta(hours=1)
MOST_ATTEMPTS = 80  # about three days
PERMANENT = 500
CONNECTION = "connection"  # where a backend keeps its line, if it has one


class ClaimLost(Exception):
    """Another worker has taken over this mail."""


def send_due(*, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, over one connection. Returns how many mails the server took."""
    due = list(Mail.objects.due().values_list("pk", flat=True)[:AT_ONCE])
    if not due:
        return 0
    server = mailers.default
    with Attempt() as opening:
        server.open()
    if opening.error is not None:
        log.warning("The mail server cannot be reached: %s", opening.error)
        _postpone(due, str(opening.error))
        return 0
    _bring_forward()
    sent = 0
    for pk in due:
        if should_stop():
            break
        mail = claim(pk)
        if mail is not None:
            sent += send(mail, server)
    with Attempt():
        server.close()
    return sent


def claim(pk: int) -> Mail | None:
    """Take a waiting mail for this worker alone; None if another one was faster."""
    token = secrets.token_hex(16)
    taken = Mail.objects.filter(pk=pk, state=MailState.WAITING).update(
        state=MailState.SENDING,
        claim=token,
        claimed_until=clock.machine_now() + CLAIM,
        handing_over_at=None,
        attempts=F("attempts") + 1,
    )
    return Mail.objects.get(pk=pk) if taken else None


def send(mail: Mail, server: BaseEmailBackend) -> bool:
    """Hand a claimed mail over and write down what became of it."""

    def before_text() -> None:
        _write_down_that_the_text_leaves(mail)

    with Attempt() as building:
        message = message_of(mail)
    if building.error is not None:
        _note_that_it_cannot_be_built(mail, building.error)
        return False
    line, watched = None, True
    with Attempt() as attempt:
        server.open()  # again, if the last mail broke the connection
        line = getattr(server, CONNECTION, None)
        watched = hasattr(line, "fate_unknown")
        if watched and line is not None:
            line.fate_unknown, line.before_text = False, before_text
        else:
            before_text()
        server.send_messages([message])
    if attempt.error is None:
        _end(mail, MailState.SENT, sent_at=_sent_at(mail), problem="", server_said="")
        return True
    unknown = not watched or (line is not None and line.fate_unknown)
    _note_failure(mail, attempt.error, unknown=unknown)
    if unknown or _answer(attempt.error)[0] is None or getattr(line, "sock", None) is None:
        _hang_up(server)
    return False


def _sent_at(mail: Mail) -> dt.datetime:
    """Now; in the demo, where days are played and the worker knows of none, when it might leave."""
    return (mail.released_at or mail.created_at) if settings.DEMO else clock.now()


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it goes over the line."""
    to = str(Address(display_name=one_line(mail.to_name), addr_spec=mail.to_address))
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated",
                 "Content-Language": mail.language[:2]},
    )  # fmt: skip
    message.attach_alternative(mail.html, "text/html")
    for file in mail.attachments.all():
        with storages[settings.PRIVATE_FILES].open(file.path) as content:
            message.attach(one_line(file.name), content.read(), file.content_type)
    for enclosed in enclosures.of(mail):
        message.attach(enclosed.name, enclosed.content, enclosed.content_type)
    message.message()  # refuses impossible headers here, before anything has left
    return message


def recover() -> int:
    """Take back mails of workers that died. Returns how many were in doubt."""
    again = Mail.objects.abandoned().filter(handing_over_at=None)
    again.update(state=MailState.WAITING, claim="", claimed_until=None)
    in_doubt = Mail.objects.abandoned().filter(handing_over_at__isnull=False)
    return in_doubt.update(
        state=MailState.UNCLEAR, problem=Problem.LOST, server_said="", claim="", claimed_until=None
    )


def pause_after(attempts: int) -> dt.timedelta:
    """How long to wait after so many attempts: 15 seconds, 30, 60 … at most an hour."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 12), LONGEST_PAUSE)


def _write_down_that_the_text_leaves(mail: Mail) -> None:
    now = clock.machine_now()
    still_ours = Mail.objects.filter(pk=mail.pk, state=MailState.SENDING, claim=mail.claim)
    if not still_ours.update(handing_over_at=now, claimed_until=now + HAND_OVER):
        raise ClaimLost


def _note_that_it_cannot_be_built(mail: Mail, error: Exception) -> None:
    """An impossible address never heals; an attachment out of reach may come back."""
    if isinstance(error, ValueError | EmailError):
        _end(mail, MailState.FAILED, problem=Problem.BAD_ADDRESS, server_said=str(error))
    elif mail.attempts >= MOST_ATTEMPTS:
        _end(mail, MailState.FAILED, problem=Problem.BROKEN, server_said=str(error))
    else:
        again = clock.machine_now() + pause_after(mail.attempts)
        _end(
            mail,
            MailState.WAITING,
            problem=Problem.BROKEN,
            server_said=str(error),
            next_try_at=again,
        )


def _note_failure(mail: Mail, error: Exception, *, unknown: bool) -> None:
    if isinstance(error, ClaimLost):
        return
    code, words = _answer(error)
    if isinstance(error, ValueError):
        _end(mail, MailState.FAILED, problem=Problem.BAD_ADDRESS, server_said=str(error))
    elif unknown and code is None:
        _end(mail, MailState.UNCLEAR, problem=Problem.LOST, server_said=words)
    elif code is not None and code >= PERMANENT:
        _end(mail, MailState.FAILED, problem=Problem.REFUSED, server_said=words)
    elif mail.attempts >= MOST_ATTEMPTS:
        _end(mail, MailState.FAILED, problem=Problem.GAVE_UP, server_said=words)
    else:
        problem = Problem.UNREACHABLE if code is None else Problem.LATER
        again = clock.machine_now() + pause_after(mail.attempts)
        _end(mail, MailState.WAITING, problem=problem, server_said=words, next_try_at=again)


def _answer(error: Exception) -> tuple[int | None, str]:
    """The server's code and words, if it was the server who said no."""
    words: str | bytes
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException) and error.smtp_code > 0:
        code, words = error.smtp_code, error.smtp_error
    else:
        return None, str(error)
    return code, f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


def _end(mail: Mail, state: MailState, **changes: object) -> None:
    """Write down the end of an attempt, if the claim is still ours."""
    Mail.objects.filter(pk=mail.pk, state=MailState.SENDING, claim=mail.claim).update(
        state=state, claim="", claimed_until=None, **changes
    )


def _postpone(due: list[int], words: str) -> None:
    """Nobody answered at all: every mail that wanted to leave waits longer."""
    for mail in Mail.objects.filter(pk__in=due, state=MailState.WAITING):
        untouched = Mail.objects.filter(pk=mail.pk, state=MailState.WAITING, attempts=mail.attempts)
        attempts = mail.attempts + 1
        if attempts >= MOST_ATTEMPTS:
            untouched.update(state=MailState.FAILED, problem=Problem.GAVE_UP, server_said=words)
            continue
        untouched.update(
            attempts=attempts,
            next_try_at=clock.machine_now() + pause_after(attempts),
            problem=Problem.UNREACHABLE,
            server_said=words,
        )


def _bring_forward() -> None:
    """The server answers again: what waited only for that need not wait longer."""
    Mail.objects.filter(state=MailState.WAITING, problem=Problem.UNREACHABLE).update(
        next_try_at=None, problem="", server_said=""
    )


def _hang_up(server: BaseEmailBackend) -> None:
    """Leave a connection in an unknown state without another word on it."""
    line = getattr(server, CONNECTION, None)
    if line is not None:
        line.close()
        setattr(server, CONNECTION, None)
