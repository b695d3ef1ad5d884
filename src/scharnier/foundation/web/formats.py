"""Dates and times as people write them, in the language of the page."""

import datetime as dt
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from scharnier.foundation import clock

NO_BREAK = "\u00a0"
SECONDS_A_MINUTE, SECONDS_AN_HOUR = 60, 3600
DAYS_SAID_AS_DISTANCE = 7


def day(value: dt.date | dt.datetime | None) -> str:
    """15. März 2027 / 15 March 2027."""
    if not value:
        return ""
    value = local(value)
    return _day(value.date() if isinstance(value, dt.datetime) else value, get_language())


@lru_cache(maxsize=4096)
def _day(value: dt.date, _language: str | None) -> str:
    return date_format(value, "DATE_FORMAT")


def clock_time(value: dt.time | dt.datetime | None) -> str:
    """23:59 Uhr / 23:59."""
    if value is None or value == "":
        return ""
    value = local(value)
    said = pgettext("clock time", "%(time)s") % {"time": value.strftime("%H:%M")}
    return said.replace(" ", NO_BREAK)


def moment(value: dt.datetime | None) -> str:
    """15. März 2027, 23:59 Uhr / 15 March 2027, 23:59."""
    if not value:
        return ""
    return pgettext("moment", "%(day)s, %(time)s") % {"day": day(value), "time": clock_time(value)}


def in_short(value: dt.datetime | None) -> str:
    """For a column: heute, 09:12 Uhr / gestern, 18:00 Uhr / 19. Februar / 19. Februar 2025.

    A moment to come is said in full, because its hour counts.
    """
    if not value:
        return ""
    now = clock.now()
    today, then = local(now).date(), local(value).date()
    if then == today:
        return gettext("today, %(time)s") % {"time": clock_time(value)}
    if value > now:
        return moment(value)
    if (today - then).days == 1:
        return gettext("yesterday, %(time)s") % {"time": clock_time(value)}
    if then.year == today.year:
        return date_format(then, "MONTH_DAY_FORMAT")
    return day(then)


def span(begins: dt.datetime, ends: dt.datetime) -> str:
    """28. Januar 2027, 16:00 bis 20:00 Uhr; over several days both ends in full."""
    if local(begins).date() != local(ends).date():
        return pgettext("span", "%(begin)s to %(end)s") % {
            "begin": moment(begins),
            "end": moment(ends),
        }
    hours = pgettext("span of hours", "%(begin)s to %(end)s") % {
        "begin": f"{local(begins):%H:%M}",
        "end": f"{local(ends):%H:%M}",
    }
    whole = {"day": day(begins), "time": hours.replace(" ", NO_BREAK)}
    return pgettext("moment", "%(day)s, %(time)s") % whole


def ago(value: dt.datetime | None) -> str:
    """How long since, in words; beyond a week the day itself."""
    if not value:
        return ""
    seconds = int((clock.now() - value).total_seconds())
    if seconds < SECONDS_A_MINUTE:
        return gettext("just now")
    if seconds < SECONDS_AN_HOUR:
        minutes = seconds // SECONDS_A_MINUTE
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    return _days_ago(value)


def _days_ago(value: dt.datetime) -> str:
    days = (local(clock.now()).date() - local(value).date()).days
    if days == 0:
        return gettext("today, %(time)s") % {"time": clock_time(value)}
    if days == 1:
        return gettext("yesterday, %(time)s") % {"time": clock_time(value)}
    if days <= DAYS_SAID_AS_DISTANCE:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    return day(value)


def local(value):
    """An aware moment in the time zone of the page; dates and plain times as they are."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
