from django.http import HttpRequest

from scharnier.foundation.people.models import Person


class PersonRequest(HttpRequest):
    """A request that somebody known makes: login and passes let nobody else in. For types only."""

    user: Person
