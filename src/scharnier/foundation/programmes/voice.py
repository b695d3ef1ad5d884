"""Every page and mail speaks to its reader; who works for a programme is told Sie."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from scharnier.foundation.people import voice
from scharnier.foundation.people.models import AddressForm, Person
from scharnier.foundation.programmes.rules import grants_of


def is_du(person: Person) -> bool:
    """Asks for roles only if the latest form of this person said du."""
    return person.address_form == AddressForm.DU and not grants_of(person)


class VoiceMiddleware:
    """Comes after it is known who asks. Who holds a pass is met at its door (``passes``)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(translation.get_language()):
            person = request.user
            if isinstance(person, Person) and is_du(person):
                voice.speak_to(person)
            return self.get_response(request)
