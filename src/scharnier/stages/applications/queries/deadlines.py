"""Until when an application is taken, and whose later date was granted."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from scharnier.foundation import clock
from scharnier.stages.applications import questions_back
from scharnier.stages.applications.models import Application, LateEntry
from scharnier.stages.calls.models import Call, CallDate


def late_entry_of(application: Application) -> LateEntry | None:
    """The right to hand in later, by the application or by an address of its people."""
    addresses = [a.person.email for a in application.applicants.all() if a.person.email]
    granted = LateEntry.objects.filter(call=application.call_id)
    return (
        granted.filter(Q(application=application.pk) | Q(email__in=addresses))
        .order_by("-until")
        .first()
    )


def late_entry_for(call: Call, email: str) -> LateEntry | None:
    """A right for this address that has not run out."""
    if not email:
        return None
    return LateEntry.objects.filter(
        call=call, email=email.strip().lower(), until__gt=clock.now()
    ).first()


def accepts(application: Application) -> bool:
    """Whether it may be handed in this moment: in time, in grace, or by a late entry."""
    if application.call.accepts_applications:
        return True
    return has_late_entry(application) or questions_back.open_one(application) is not None


def has_late_entry(application: Application) -> bool:
    late = late_entry_of(application)
    return late is not None and clock.now() < late.until


def deadline_of(application: Application) -> dt.datetime:
    """Until when it is asked for: the call's deadline, or the later one granted to it."""
    if application.call.is_open:
        return application.call.deadline_at
    granted = [
        one.until
        for one in (late_entry_of(application), questions_back.open_one(application))
        if one
    ]
    return max(granted, default=application.call.deadline_at)


def dates_ahead(call: Call) -> list[CallDate]:
    """The days of the call that still lie ahead, the nearest first."""
    days = call.dates.order_by("on", "pk")
    return [day for day in days if day.on >= clock.today()]


def answer_before(days: Iterable[CallDate]) -> CallDate | None:
    """The kickoff: whom to expect is known where the teams form, so everybody has heard by then."""
    return next((day for day in days if day.kind == CallDate.Kind.KICKOFF), None)


def late_entries_of(call: Call) -> QuerySet[LateEntry]:
    """Who may hand in later, the latest grant first."""
    return (
        LateEntry.objects.filter(call=call)
        .select_related("granted_by", "application")
        .order_by("-granted_at", "-pk")
    )
