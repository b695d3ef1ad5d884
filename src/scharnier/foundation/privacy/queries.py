from collections.abc import Iterable

from django.db.models import Model, QuerySet

from scharnier.foundation.people.models import Person
from scharnier.foundation.prepared import Prepared
from scharnier.foundation.privacy.models import Consent, ConsentText, DataSubjectRequest
from scharnier.foundation.privacy.states import RequestState
from scharnier.foundation.programmes.models import Programme, Role, RoleGrant

_latest = Prepared(
    lambda purpose: ConsentText.objects.filter(purpose=purpose).order_by("-version")[:1]
)


def text_for(purpose: str) -> ConsentText | None:
    """The version of a consent's text that is shown and agreed to now."""
    return next(iter(_latest(purpose)), None)


def texts_for(purposes: Iterable[str]) -> dict[str, ConsentText]:
    """``text_for`` of several, by purpose, in one query; without those that have no text."""
    texts = ConsentText.objects.filter(purpose__in=set(purposes)).order_by("version")
    return {text.purpose: text for text in texts}


def has_consent(person: Person, purpose: str, subject: Model | None = None) -> bool:
    """Whether the person has agreed and not withdrawn, to whatever version."""
    given = Consent.objects.in_force().filter(person=person, text__purpose=purpose)
    return (given.about(subject) if subject else given.filter(subject_id=None)).exists()


def people_with_consent(purpose: str) -> QuerySet[Person]:
    """Everybody whose consent for a purpose is in force (the directory, the newsletter)."""
    given = Consent.objects.in_force().filter(text__purpose=purpose)
    return Person.objects.filter(is_active=True, pk__in=given.values("person"))


def consents_of(person: Person) -> QuerySet[Consent]:
    """What this person agreed to, with the texts, the latest first."""
    return Consent.objects.filter(person=person).select_related("text").order_by("-given_at", "-pk")


def requests_of(person: Person) -> QuerySet[DataSubjectRequest]:
    return DataSubjectRequest.objects.filter(person=person).order_by("-requested_at", "-pk")


def blocked(person: Person) -> bool:
    """Whether erasure waits only for the end of a retention period."""
    return requests_of(person).filter(state=RequestState.BLOCKED).exists()


def programmes_left_without_lead(person: Person) -> list[Programme]:
    """The programmes that nobody else leads."""
    leads = RoleGrant.objects.filter(role=Role.LEAD, person__is_active=True)
    alone = leads.filter(person=person).exclude(
        programme__in=leads.exclude(person=person).values("programme")
    )
    return list(Programme.objects.filter(pk__in=alone.values("programme")))
