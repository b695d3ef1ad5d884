"""The days of the story, shifted so that its last day is today."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings

from scharnier.foundation import clock

STORY_ENDS = dt.date(2027, 6, 30)
NOVEMBER = dt.date(2026, 11, 22)  # teams are formed, the jury has heard them, seven have signed


@dataclass(frozen=True)
class Days:
    """Turns days of the story into days of this demo: its day ``ends`` becomes ``last``."""

    last: dt.date
    ends: dt.date = STORY_ENDS

    @property
    def shift(self) -> dt.timedelta:
        return self.last - self.ends

    def day(self, year: int, month: int, day: int) -> dt.date:
        return dt.date(year, month, day) + self.shift

    def moment(
        self, year: int, month: int, day: int, hour: int = 10, minute: int = 0
    ) -> dt.datetime:
        return self.at_hour(self.day(year, month, day), hour, minute)

    def at_hour(self, day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=ZoneInfo(settings.TIME_ZONE))

    def shifted(self, moment: dt.datetime) -> dt.datetime:
        """A naive moment of the story, shifted."""
        return moment + self.shift

    @contextmanager
    def on(
        self, year: int, month: int, day: int, hour: int = 10, minute: int = 0
    ) -> Iterator[None]:
        """Let it be this moment of the story."""
        with clock.at(self.moment(year, month, day, hour, minute)):
            yield
