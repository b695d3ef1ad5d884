from rules import add_perm, predicate

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.models import Consent


@predicate
def is_theirs(person: Person, consent: Consent) -> bool:
    return consent.person_id == person.pk


@predicate
def is_in_force(person: Person, consent: Consent) -> bool:
    return consent.withdrawn_at is None


@predicate
def is_themselves(person: Person, other: Person) -> bool:
    return person.pk is not None and person.pk == other.pk


add_perm("privacy.withdraw_consent", is_theirs & is_in_force)
add_perm("privacy.export_person", is_themselves)
add_perm("privacy.erase_person", is_themselves)
