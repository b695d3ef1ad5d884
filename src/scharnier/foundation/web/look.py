"""What every page knows about its looks: a context processor that asks only when asked."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from scharnier.foundation.people.models import Person
from scharnier.foundation.prepared import Prepared
from scharnier.foundation.programmes.models import Programme
from scharnier.foundation.programmes.rules import grants_of
from scharnier.foundation.web import theme

SCHEME_COOKIE = "scharnier-scheme"
SCHEMES = ("light", "dark")
KEYS_COOKIE = "scharnier-keys"

_oldest = Prepared(lambda: Programme.objects.order_by("pk")[:1])


class Look:
    """``look`` in templates. A view sets ``request.programme`` to show that programme's colours."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def scheme(self) -> str:
        """Light or dark if this browser asked for it, else empty: as the device says."""
        wanted = self._request.COOKIES.get(SCHEME_COOKIE, "")
        return wanted if wanted in SCHEMES else ""

    @property
    def keys_off(self) -> bool:
        return self._request.COOKIES.get(KEYS_COOKIE) == "off"

    @property
    def layout(self) -> str:
        """For pages that all have: who works for a programme keeps the rail beside them."""
        person = self._request.user
        works_here = isinstance(person, Person) and grants_of(person)
        return "workspace.html" if works_here else "public.html"

    @cached_property
    def programme(self) -> Programme | None:
        """The programme of this page; without one, the oldest of the installation."""
        return getattr(self._request, "programme", None) or next(iter(_oldest()), None)

    @property
    def programme_name(self) -> str:
        return str(self.programme.name) if self.programme else ""

    @property
    def funding_notice(self) -> str:
        return str(self.programme.funding_notice) if self.programme else ""

    @property
    def theme_url(self) -> str:
        """Where the programme's colours are, at an address with their hash; empty for our own."""
        if self.programme is None:
            return ""
        return theme_address(self.programme.brand_colour, self.programme.spark_colour)


def theme_address(brand: str, spark: str) -> str:
    if not (theme.is_colour(brand) and theme.is_colour(spark)):
        return ""
    brand, spark = theme.normal(brand), theme.normal(spark)
    if (brand, spark) == (theme.BRAND, theme.SPARK):
        return ""
    return reverse("web:theme", args=[brand[1:], spark[1:], theme.content_hash(brand, spark)])


def look(request: HttpRequest) -> dict[str, Look]:
    return {"look": Look(request)}
