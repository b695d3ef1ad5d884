from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.prepared import PreparedInsert
from scharnier.foundation.privacy import queries, registry, traces
from scharnier.foundation.privacy.models import (
    Channel,
    Consent,
    ConsentText,
    DataSubjectRequest,
    RequestKind,
)
from scharnier.foundation.privacy.states import MOVES, RequestState
from scharnier.foundation.states import Refused, move
from scharnier.foundation.trail.actions import record

_insert = PreparedInsert(Consent)


@transaction.atomic
def publish_text(
    purpose: str, *, title: LazyI18nString, text: LazyI18nString, by: Person | None
) -> ConsentText:
    """Make ``text`` what people agree to from now on for ``purpose``.

    The same words again change nothing; other words are a new version. Who agreed to
    an older one has agreed to that one.
    """
    latest = queries.text_for(purpose)
    if latest and (latest.title, latest.text) == (title, text):
        return latest
    version = latest.version + 1 if latest else 1
    published = ConsentText.objects.create(purpose=purpose, version=version, title=title, text=text)
    record("consent.published", published, by=by)
    return published


@transaction.atomic
def give(
    person: Person,
    *,
    purpose: str,
    channel: str = Channel.WEB,
    subject: Model | None = None,
    by: Person | None,
) -> Consent:
    """Note that ``person`` agrees to the present text for ``purpose``; twice is once.

    A consent to an older text for the same ends with this one. Raises Refused if there
    is no text: nobody can agree to nothing.
    """
    text = queries.text_for(purpose)
    if text is None:
        raise Refused(
            _("There is no text for “%(purpose)s” that somebody could agree to.")
            % {"purpose": purpose}
        )
    where = {
        "subject_type": subject._meta.label_lower if subject else "",
        "subject_id": subject.pk if subject else None,
    }
    older = Consent.objects.in_force().filter(person=person, text__purpose=purpose, **where)
    older.exclude(text=text).update(withdrawn_at=clock.now())
    try:
        with transaction.atomic():
            given = _insert(
                Consent(
                    person=person,
                    text=text,
                    channel=channel,
                    recorded_by=_other(by, person),
                    **where,
                )
            )
    except IntegrityError:
        return older.get(text=text)
    record("consent.given", text, by=by, person=person.pk, channel=channel)
    return given


def _other(by: Person | None, person: Person) -> Person | None:
    return by if by and by.pk != person.pk else None


@transaction.atomic
def withdraw(consent: Consent, *, by: Person | None) -> None:
    """End a consent; whatever it allowed ends with it. Raises Refused the second time."""
    in_force = Consent.objects.in_force().filter(pk=consent.pk)
    if not in_force.update(withdrawn_at=clock.now()):
        raise Refused(_("This consent was withdrawn before."))
    consent.refresh_from_db()
    for function in registry.withdrawals(consent.text.purpose):
        function(consent, by=by)
    record("consent.withdrawn", consent.text, by=by, person=consent.person_id)


@transaction.atomic
def export(person: Person, *, by: Person | None) -> dict:
    """Everything that is stored about ``person``, over all stages, as plain values."""
    with translation.override(person.language):
        sections = [
            {"label": str(one.label), "content": one.function(person)} for one in registry.exports()
        ]
        whole = {
            "title": _("Copy of your data"),
            "person": str(person),
            "created_at": clock.now(),
            "sections": sections,
        }
    DataSubjectRequest.objects.create(
        person=person,
        kind=RequestKind.ACCESS,
        state=RequestState.DONE,
        requested_by=by,
        done_at=clock.now(),
    )
    record("privacy.exported", person, by=by)
    return whole


@transaction.atomic
def erase(person: Person, *, by: Person | None) -> DataSubjectRequest:
    """Erase what is stored about ``person``; what the law keeps is blocked until it may go.

    Their names go from what others wrote and got as well.

    Nobody can sign in as this person afterwards. The request that is returned says what
    is kept, why and until when; the nightly clock erases the rest in time. Raises
    Refused for somebody who alone leads a programme.
    """
    alone = queries.programmes_left_without_lead(person)
    if alone:
        raise Refused(
            _("Nobody else leads “%(programme)s”. Give somebody the role of the lead first.")
            % {"programme": alone[0]}
        )
    request = _open_request(person, by)
    names = traces.names_of(person)
    traces.efface(names)
    for consent in Consent.objects.in_force().filter(person=person).select_related("text"):
        withdraw(consent, by=by)
    kept = [one for erasure in registry.erasures() for one in erasure(person, by=by) or ()]
    traces.efface(names, from_addresses=True)
    _close_person(person, keeps_name=bool(kept))
    until = max((one.until for one in kept), default=None)
    words = [{"what": str(k.what), "why": str(k.why), "until": k.until.isoformat()} for k in kept]
    if kept and request.state == RequestState.OPEN:
        move(request, RequestState.BLOCKED, moves=MOVES, kept=words, blocked_until=until)
        record("privacy.blocked", person, by=by)
    elif kept:
        DataSubjectRequest.objects.filter(pk=request.pk).update(kept=words, blocked_until=until)
    else:
        move(
            request,
            RequestState.DONE,
            moves=MOVES,
            kept=[],
            blocked_until=None,
            done_at=clock.now(),
        )
        record("privacy.erased", person, by=by)
    return request


def _open_request(person: Person, by: Person | None) -> DataSubjectRequest:
    waiting = DataSubjectRequest.objects.filter(
        person=person, kind=RequestKind.ERASURE, state__in=(RequestState.OPEN, RequestState.BLOCKED)
    )
    return waiting.first() or DataSubjectRequest.objects.create(
        person=person, kind=RequestKind.ERASURE, requested_by=by
    )


def _close_person(person: Person, *, keeps_name: bool) -> None:
    person.email, person.phone, person.is_active = None, "", False
    person.kept_name = (person.kept_name or person.name) if keeps_name else ""
    person.name = _("Erased person")
    person.set_unusable_password()
    person.save(update_fields=["name", "kept_name", "email", "phone", "is_active", "password"])
    Person.objects.filter(merged_into=person).update(name=person.name)
