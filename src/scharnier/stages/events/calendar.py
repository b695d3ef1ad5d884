"""An event as a file for calendars: a stable number, the time zone spelt out."""

import datetime as dt
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings

from scharnier.foundation import clock
from scharnier.stages.events.models import Event
from scharnier.stages.events.states import EventState

CONTENT_TYPE = "text/calendar; charset=utf-8"


def file_of(event: Event) -> bytes:
    """The event as iCalendar. Its ``UID`` never changes, so that an update replaces it."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Scharnier//Scharnier//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_entry(event))
    day = event.starts_at.date()
    calendar.add_missing_timezones(
        first_date=dt.date(day.year, 1, 1), last_date=dt.date(day.year + 1, 12, 31)
    )
    return calendar.to_ical()


def uid_of(event: Event) -> str:
    return f"event-{event.pk}@{urlsplit(settings.BASE_URL).hostname}"


def _entry(event: Event) -> icalendar.Event:
    zone = ZoneInfo(settings.TIME_ZONE)
    address = settings.BASE_URL + event.get_absolute_url()
    entry = icalendar.Event()
    entry.add("uid", uid_of(event))
    entry.add("sequence", event.version)
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", str(event.title))
    if event.place or event.online_link:
        entry.add("location", event.place or event.online_link)
    lines = [str(event.description), event.online_link, address]
    entry.add("description", "\n\n".join(line for line in lines if line))
    entry.add("url", address)
    entry.add("status", "CANCELLED" if event.state == EventState.CANCELLED else "CONFIRMED")
    return entry
