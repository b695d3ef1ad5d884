import time
from types import SimpleNamespace

import pytest

from scharnier.foundation import turns


@pytest.fixture
def pauses(monkeypatch) -> list[float]:
    """Every pause that was made instead of slept."""
    made: list[float] = []
    monkeypatch.setattr(time, "sleep", made.append)
    return made


def connected(monkeypatch, vendor: str, *, in_atomic_block: bool = False) -> None:
    found = SimpleNamespace(vendor=vendor, in_atomic_block=in_atomic_block)
    monkeypatch.setattr(turns, "connection", found)


def test_others_get_their_turn_after_a_while_of_writing(pauses, monkeypatch):
    connected(monkeypatch, "sqlite")
    now = iter([0.0, 0.1, 0.35, 0.36, 0.4])
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    mine = turns.Turns()

    mine.leave_room()
    assert pauses == []
    mine.leave_room()
    mine.leave_room()
    assert pauses == [turns.PAUSE]


@pytest.mark.parametrize(("vendor", "in_atomic_block"), [("sqlite", True), ("postgresql", False)])
def test_nobody_sleeps_on_a_lock_or_without_need(pauses, monkeypatch, vendor, in_atomic_block):
    connected(monkeypatch, vendor, in_atomic_block=in_atomic_block)
    monkeypatch.setattr(turns, "WRITES_FOR", 0)

    turns.Turns().leave_room()

    assert pauses == []
