"""The days of a call as a file for calendars. Each is a whole day with a stable number."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

from scharnier.foundation import clock
from scharnier.stages.calls.models import Call, CallDate

CONTENT_TYPE = "text/calendar; charset=utf-8"


def file_of(call: Call, days: Iterable[CallDate]) -> bytes:
    """Their ``UID`` never changes, so that reading the file again moves the day."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Scharnier//Scharnier//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for day in days:
        calendar.add_component(_entry(call, day))
    return calendar.to_ical()


def _entry(call: Call, day: CallDate) -> icalendar.Event:
    address = settings.BASE_URL + call.get_absolute_url()
    entry = icalendar.Event()
    entry.add("uid", f"call-{call.pk}-{day.pk}@{urlsplit(settings.BASE_URL).hostname}")
    entry.add("sequence", int(call.changed_at.timestamp()))
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", day.on)
    entry.add("dtend", day.on + dt.timedelta(days=1))
    entry.add("summary", f"{day.title} – {call.title}")
    entry.add("description", "\n\n".join(filter(None, [str(day.text), address])))
    entry.add("url", address)
    return entry
