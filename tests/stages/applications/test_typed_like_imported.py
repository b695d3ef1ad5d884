"""Typed through the pages or read from the file: the two tables give the same records."""

import datetime as dt
from collections import Counter

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.stages.applications import actions, queries
from scharnier.stages.applications.actions import imports
from scharnier.stages.applications.facts import CONSENTS
from scharnier.stages.applications.imports.columns import ADDRESS
from scharnier.stages.applications.models import Application, ImportRun
from scharnier.stages.calls.models import Call, Side
from tests.factories import CallFactory
from tests.personas import with_role
from tests.stages.applications.conftest import DATA, berlin, group_of
from tests.stages.applications.typist import Typist

PARTS_OF_AN_ADDRESS = {"street", "postal_code", "municipality"}
WITH_NOTES = ("hours_month", "radius_km", "fee_per_hour")


def call_of_the_storyline() -> Call:
    return CallFactory(
        opens_at=berlin("01.07.2026", "09:00:00"),
        deadline_at=berlin("20.09.2026", "23:59:00"),
        first_deadline_at=berlin("30.08.2026", "23:59:00"),
    )


def read(call: Call, side: Side, name: str) -> ImportRun:
    content = (DATA / f"{name}.csv").read_bytes()
    with clock.at(berlin("22.09.2026")):  # when all rows have come in
        run = imports.read(call, side=side, name=name, content=content, by=None)
        imports.apply(run, by=None)
    return run


def type_all(group, run: ImportRun) -> list[Application]:
    """Each row on its day; who came too late was granted a late entry before."""
    typist, typed = Typist(group, run), []
    for visitor, row in enumerate(run.rows.order_by("line")):
        at = typist.handed_in_at(row.cells)
        with clock.at(at):
            if at > group.call.accepts_until:
                grant(group.call, typist.texts(row.cells)["email"][0], at)
            typed.append(typist.apply(row.cells, visitor=visitor))
    return typed


def grant(call: Call, email: str, at: dt.datetime) -> None:
    actions.grant_late_entry(
        call,
        email=email,
        reason="Die Leitung war gestört.",
        until=at + dt.timedelta(days=1),
        by=with_role("Olu", call.round.programme),
    )


def merge_what_looks_alike(call: Call) -> None:
    """What the lead does with the notice “This looks like a duplicate”."""
    lead = Client()
    lead.force_login(with_role("Olu", call.round.programme))
    for application in queries.for_call(call).order_by("-pk"):
        alike = queries.alike(application)
        if alike and application.pk > alike[0].pk:
            merge = reverse("applications:merge", args=[application.pk])
            assert lead.post(merge, {"into": alike[0].pk}).status_code == 302


def records(call: Call, run: ImportRun) -> dict[str, tuple]:
    """By name what counts of each: lateness, and the answers that both ways ask for."""
    asked = set(run.mapping.values()) - {""}
    asked |= PARTS_OF_AN_ADDRESS if ADDRESS in asked else set()
    found = {}
    for one in queries.for_call(call).filter(state="submitted"):
        version = queries.latest_version(one)
        answers = {key: value for key, value in version.answers.items() if key in asked}
        for consent in CONSENTS:
            answers.setdefault(consent, False)  # a box without a tick says what an empty cell says
        notes = {key: version.notes.get(key, "") for key in WITH_NOTES}
        found[one.name_key] = (one.is_late, one.municipality, one.district, answers, notes)
    return found


@pytest.fixture(autouse=True)
def nobody_was_here_before():
    cache.clear()


# PostgreSQL keeps what the organisations type, the late and the double one among them; what the
# creatives' cells mean is decided in Python, and their import is asked of both.
TABLES = [(Side.ORGANISATION, "form-organisations", 20), (Side.CREATIVE, "form-creatives", 40)]


@pytest.mark.parametrize(
    ("side", "name", "number"), TABLES[:1] if connection.vendor == "postgresql" else TABLES
)
def test_typing_the_table_gives_the_records_of_its_import(db, side, name, number):
    imported, typed = call_of_the_storyline(), call_of_the_storyline()
    group_of(side, imported)
    run = read(imported, side, name)

    type_all(group_of(side, typed), run)
    merge_what_looks_alike(typed)

    there, here = records(imported, run), records(typed, run)
    assert len(here) == number
    assert here == there
    late = Counter(is_late for is_late, *_rest in here.values())
    assert late[True] == (1 if side == Side.ORGANISATION else 0)
