"""How a caller watches a search and ends it: the library itself has no clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from teaming.errors import InvalidOption, expect_callable


class Effort(StrEnum):
    """How long to search, in steps rather than seconds, so that a result can be repeated."""

    FAST = "fast"
    NORMAL = "normal"
    PROOF = "proof"


class Step(StrEnum):
    """What the search is doing."""

    READING = "reading"
    PRICING = "pricing"
    PLACING = "placing"
    IMPROVING = "improving"
    PROVING = "proving"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search is: the step, how much of it is done, and the points known so far."""

    step: Step
    done: int
    total: int
    objective: int | None = None
    bound: int | None = None


ProgressCallback = Callable[[Progress], object]
StopCallback = Callable[[], bool]


class Watch:
    """Passes progress on and remembers whether the caller said stop."""

    def __init__(
        self, progress: ProgressCallback | None = None, stop: StopCallback | None = None
    ) -> None:
        expect_callable(progress, "progress")
        expect_callable(stop, "stop")
        self._progress = progress
        self._stop = stop
        self.stopped = False

    def tell(
        self,
        step: Step,
        done: int,
        total: int,
        objective: int | None = None,
        bound: int | None = None,
    ) -> None:
        """Pass on where the search is."""
        if self._progress is not None:
            self._progress(Progress(step, done, total, objective, bound))

    def over(self) -> bool:
        """Ask whether to stop; once yes, always yes."""
        self.stopped = self.stopped or (self._stop is not None and bool(self._stop()))
        return self.stopped


def effort_of(effort: str) -> Effort:
    """Return the effort called ``effort``; raises InvalidOption."""
    try:
        return Effort(effort)
    except ValueError as error:
        message = f"effort {effort!r} is none of {', '.join(Effort)}"
        raise InvalidOption(message) from error
