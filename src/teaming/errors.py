"""What can go wrong in ``teaming``: one root, one class per thing a caller would handle differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teaming.faults import Fault


class TeamingError(Exception):
    """Root of all errors raised on purpose by this package."""


class InvalidProblem(TeamingError):
    """A row of the problem is not what it must be.

    Parameters
    ----------
    row : str
        Where, as in the file: ``"creatives[3]"``.
    field : str
        Which value of that row: ``"hours"``.
    reason : str
        What is wrong, with the number: ``"-4 is below 0"``.
    """

    def __init__(self, row: str, field: str, reason: str) -> None:
        super().__init__(row, field, reason)
        self.row = row
        self.field = field
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"{self.row}.{self.field}: {self.reason}"
            if self.field
            else f"{self.row}: {self.reason}"
        )


class InvalidAnswer(TeamingError):
    """An answer names companies or creatives that the problem does not have, or is no list of teams."""

    def __init__(self, row: str, reason: str) -> None:
        super().__init__(row, reason)
        self.row = row
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.row}: {self.reason}"


class UnreadableFile(TeamingError):
    """The file is absent, cut in half, too large, or not JSON."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class Impossible(TeamingError):
    """No answer obeys all rules; ``faults`` names the pins that cannot hold.

    ``teaming.solver.conflicts`` finds a smallest set of clashing rules.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "no answer obeys all pins: " + "; ".join(map(str, self.faults))


class InvalidMove(TeamingError):
    """A move takes somebody from a team they are not in, or puts them where they already are."""


class InvalidOption(TeamingError):
    """An argument that is not data, such as ``effort`` or ``per_case``, lies outside its range."""


class InvalidAffinity(TeamingError):
    """A table of affinities or conflicts has the wrong shape or holds something that is no number."""


def expect(value: object, kind: type, name: str) -> None:
    """Raise InvalidOption if the argument called ``name`` is of another kind than it must be."""
    if not isinstance(value, kind):
        message = f"{name} is of type {type(value).__name__}, not {kind.__name__}"
        raise InvalidOption(message)


def expect_callable(value: object, name: str) -> None:
    """Raise InvalidOption if the argument called ``name`` is neither None nor can be called."""
    if value is not None and not callable(value):
        message = f"{name} cannot be called: it is of type {type(value).__name__}"
        raise InvalidOption(message)
