import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from scharnier.foundation import clock
from scharnier.foundation.people import actions as people
from scharnier.foundation.people.models import Person
from scharnier.foundation.prepared import PreparedInsert
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions.models import Sheet
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications import mails, queries
from scharnier.stages.applications.facts import CONTACT
from scharnier.stages.applications.models import Applicant, Application, Channel, LateEntry
from scharnier.stages.applications.refusals import TooEarly, TooLate
from scharnier.stages.calls.models import TargetGroup

LATE_ENTRY_BY_PHONE = dt.timedelta(days=2)

_insert, _insert_part = PreparedInsert(Application), PreparedInsert(Applicant)


@transaction.atomic
def start(
    target_group: TargetGroup,
    *,
    person: Person | None,
    channel: str = Channel.WEB,
    by: Person | None,
) -> Application:
    """Begin an empty application of ``person``, who owns it from now on.

    Raises TooEarly or TooLate if the call takes no applications and ``person`` has no
    late entry. What a file or an agent brings in is taken at any time: whether it may
    be handed in is asked then.
    """
    call = target_group.call
    if channel == Channel.WEB:
        _refuse_if_closed(call, person)
    application = _insert(
        Application(
            call=call,
            target_group=target_group,
            side=target_group.side,
            sheet=questions.open_sheet(target_group.form, by=by),
            channel=channel,
        )
    )
    if person is not None:
        _insert_part(Applicant(application=application, person=person))
        people.speak_as(person, target_group.address)
    record("application.started", application, by=by, channel=channel)
    return application


def _refuse_if_closed(call, person: Person | None) -> None:
    if call.accepts_applications:
        return
    if clock.now() < call.opens_at:
        raise TooEarly(call)
    if not queries.late_entry_for(call, (person.email if person else "") or ""):
        raise TooLate(call)


@transaction.atomic
def begin_by_mail(
    target_group: TargetGroup, *, email: str, language: str, by: Person | None
) -> Application:
    """Begin with nothing but an address; the link to go on is mailed to it.

    Whether the address is known makes no difference that could be seen.
    """
    person = people.enter(
        name="", email=email, language=language, address_form=target_group.address, by=by
    )
    application = start(target_group, person=person, by=by or person)
    _write_address(application, person)
    mails.link_to_go_on(application, person)
    return application


def _write_address(application: Application, person: Person) -> None:
    """The address is asked once: it already stands in the form."""
    asked = application.sheet.form.questions.filter(key__in=CONTACT["email"]).first()
    if asked is not None and person.email:
        questions.answer_page(application.sheet, [questions.Entry(asked, person.email)], by=person)


@transaction.atomic
def enter_on_behalf(
    target_group: TargetGroup,
    *,
    name: str,
    email: str = "",
    phone: str = "",
    reason: str = "",
    by: Person,
) -> Application:
    """Begin an application for somebody on the telephone, who may have no e-mail address.

    With a ``reason`` it may be handed in after the deadline: a late entry of its own.
    """
    address = target_group.address
    person = people.enter(name=name, email=email or None, phone=phone, address_form=address, by=by)
    application = start(target_group, person=person, channel=Channel.AGENT, by=by)
    given = {"name": name, "email": person.email or "", "phone": phone}
    keys = {key: given[fact] for fact, listed in CONTACT.items() for key in listed if given[fact]}
    questions.take_in(application.sheet, keys, by=by)
    if reason and not application.call.accepts_applications:
        until = clock.now() + LATE_ENTRY_BY_PHONE
        LateEntry.objects.create(
            call=application.call,
            application=application,
            reason=reason,
            until=until,
            granted_by=by,
        )
        record("application.late_entry_granted", application, by=by, reason=reason)
    return application


@transaction.atomic
def send_link(
    application: Application,
    *,
    to: Person,
    others: Sequence[Application] | None = None,
    by: Person | None,
) -> None:
    """Mail ``to`` a fresh link to the application, and links to ``others`` of the same person.

    None are those of the same call.
    """
    mails.link_to_go_on(application, to, others)
    record("application.link_sent", application, by=by)


@transaction.atomic
def take_over(application: Application, *, out_of: Application, by: Person | None) -> list[str]:
    """Fill gaps with what the same person answered before; returns the keys taken over.

    Of another call only what describes the firm or the person: never a problem or a date.
    Consents are asked anew, files stay with the earlier one.
    """
    texts = queries.to_take_over(application, out_of=out_of)
    questions.take_in(Sheet.objects.get(pk=application.sheet_id), texts, by=by)
    return sorted(texts)
