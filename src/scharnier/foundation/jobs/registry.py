"""What the worker can do, and what it does by itself.

The functions stand in the ``tasks.py`` of their apps. Those modules may be heavy
(ortools, numba) and are imported by the worker only; whoever asks for a job knows
nothing but its kind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

JobFunction = Callable[..., dict | None]


class UnknownKind(LookupError):
    """No function is registered for a kind of job; a mistake of a developer."""


@dataclass(frozen=True)
class Registered:
    kind: str
    function: JobFunction
    retries: int


@dataclass(frozen=True)
class WithoutEnd:
    name: str
    function: Callable[[Callable[[], bool]], None]
    pause: float


_jobs: dict[str, Registered] = {}
_nightly: dict[str, Callable[[], None]] = {}
_late_at_night: dict[str, Callable[[], None]] = {}
_every_minute: dict[str, Callable[[], None]] = {}
_without_end: dict[str, WithoutEnd] = {}


def job(kind: str, *, retries: int = 0) -> Callable[[JobFunction], JobFunction]:
    """Register ``function(job, report, should_stop, **arguments) -> dict`` for ``kind``.

    ``kind`` is ``"<app label>.<verb>"`` and the function stands in that app's
    ``tasks.py``. If it fails it is tried ``retries`` times more, after longer and
    longer pauses; so it must be able to begin again.
    """

    def register(function: JobFunction) -> JobFunction:
        _jobs[kind] = Registered(kind, function, retries)
        return function

    return register


def find(kind: str) -> Registered:
    """The function for ``kind``; imports the ``tasks.py`` of its app if need be."""
    if kind not in _jobs:
        label = kind.partition(".")[0]
        if label in apps.app_configs:
            _import_tasks(apps.get_app_config(label).name)
    if kind not in _jobs:
        raise UnknownKind(f"no function is registered for the job {kind!r}")
    return _jobs[kind]


def nightly(function: Callable[[], None]) -> Callable[[], None]:
    """Call ``function()`` once in every night, by one worker."""
    _nightly[_name(function)] = function
    return function


def late_at_night(function: Callable[[], None]) -> Callable[[], None]:
    """The same after the nightly work and beside all other turns: it may take minutes."""
    _late_at_night[_name(function)] = function
    return function


def every_minute(function: Callable[[], None]) -> Callable[[], None]:
    """Call ``function()`` once in every minute, by one worker. It must be short."""
    _every_minute[_name(function)] = function
    return function


def without_end(*, pause: float) -> Callable:
    """Call ``function(should_stop)`` again and again, ``pause`` seconds apart, in every worker."""

    def register(function: Callable[[Callable[[], bool]], None]) -> Callable:
        _without_end[_name(function)] = WithoutEnd(_name(function), function, pause)
        return function

    return register


def nightly_functions() -> dict[str, Callable[[], None]]:
    return dict(_nightly)


def late_functions() -> dict[str, Callable[[], None]]:
    return dict(_late_at_night)


def minute_functions() -> dict[str, Callable[[], None]]:
    return dict(_every_minute)


def endless_functions() -> list[WithoutEnd]:
    return list(_without_end.values())


def import_all_tasks() -> None:
    """Import every app's ``tasks.py``; done by a worker when it starts."""
    for app in apps.get_app_configs():
        if app.name.startswith(("scharnier.foundation.", "scharnier.stages.")):
            _import_tasks(app.name)


def _import_tasks(app_name: str) -> None:
    if find_spec(f"{app_name}.tasks") is not None:
        import_module(f"{app_name}.tasks")


def _name(function: Callable) -> str:
    return f"{function.__module__}.{function.__qualname__}"
