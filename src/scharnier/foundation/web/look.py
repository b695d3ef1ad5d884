"""What every page knows about its looks: a context processor."""

from django.http import HttpRequest

SCHEME_COOKIE = "scharnier-scheme"
SCHEMES = ("light", "dark")


def look(request: HttpRequest) -> dict:
    """``look`` for the layouts: the colour scheme that this browser asked for."""
    scheme = request.COOKIES.get(SCHEME_COOKIE, "")
    return {"look": {"scheme": scheme if scheme in SCHEMES else ""}}
