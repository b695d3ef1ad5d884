"""In which German somebody is spoken to: Sie, or du as their form did (ADR 0023)."""

from django.utils import translation

from scharnier.foundation.people.models import AddressForm, Person


def locale_for(address_form: str) -> str:
    """The locale of this request, in the German that this form of address asks for."""
    language = translation.get_language() or "de"
    if not language.startswith("de"):
        return language
    return "de-informal" if address_form == AddressForm.DU else "de"


def speak_to(person: Person) -> None:
    """For the rest of this request, speak as the latest form of this person did."""
    translation.activate(locale_for(person.address_form))
