"""The only source of the present.

The demo loader, the journeys and ``scharnier demo --day`` set the clock; everything
else reads it here. ``stopped_at`` is a context variable: each thread and each request
has its own, so that two browsers in one process never share a day.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

COOKIE = "scharnier-clock"

_set_to: ContextVar[dt.datetime | None] = ContextVar("clock", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return _set_to.get() or _started_at() or timezone.now()


def today() -> dt.date:
    """The present day where the installation is (``SCHARNIER_TIME_ZONE``)."""
    return now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def machine_now() -> dt.datetime:
    """What the machine's own clock says, whatever day is being played.

    For leases, beats and further attempts: things between machines, not in a round.
    """
    return timezone.now()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let ``now`` be ``moment`` (aware) inside the block."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)


def _started_at() -> dt.datetime | None:
    """A day given to the whole process by ``SCHARNIER_NOW`` (demo and journeys only)."""
    given = os.environ.get("SCHARNIER_NOW") if settings.DEMO else None
    return parse_datetime(given) if given else None


class ClockMiddleware:
    """In demo mode, let a signed cookie say which day it is for this browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.get_signed_cookie(COOKIE, default=None) if settings.DEMO else None
        if not given:
            return self.get_response(request)
        moment = parse_datetime(given)
        if moment is None:
            raise BadRequest("The clock cookie holds no date.")
        with at(moment):
            return self.get_response(request)
