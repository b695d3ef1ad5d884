"""Going through a block of visits: one browser for each person and language."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.everywhere.places import PEOPLE, Places
from tests.journeys.accessibility.looking import Looks, equip, leave, look_at, send_empty
from tests.journeys.accessibility.visits import Visit
from tests.journeys.walking import Walk

TODAY = "2026-09-14 11:00"
LOCALES = {"de": "de-DE", "en": "en-GB"}


def walk_through(walk: Walk, places: Places, visits: list[Visit], before: Looks) -> list[str]:
    """What is wrong, with its page; printed too, because pytest shortens long lists."""
    found: list[str] = []
    for seat in dict.fromkeys(map(_seat, visits)):
        who, language, day = seat
        with walk.browser(on=day or TODAY, person=PEOPLE[who], locale=LOCALES[language]) as page:
            equip(page)
            for visit in visits:
                if _seat(visit) == seat:
                    with given(visit, places):
                        wrong = go(page, visit, places, before)
                        found += [f"{_title(visit)}: {one}" for one in wrong]
            leave(page)
    sys.stdout.write("\n".join(found))
    return found


def _seat(visit: Visit) -> tuple[str, str, str]:
    return visit.who, visit.language, visit.day


def _title(visit: Visit) -> str:
    said = " refused" if visit.errors else ""
    return f"{visit.name} as {visit.who} in {visit.language}{visit.query}{said}"


def go(page: Page, visit: Visit, places: Places, before: Looks) -> list[str]:
    path = visit.path or places.url(visit.name, **visit.rows(places)) + visit.query
    answer = page.goto(path)
    if not visit.path and answer and answer.status != 200:
        return [f"{path} answers {answer.status}"]
    unsaid = send_empty(page) if visit.errors else []
    return unsaid + look_at(page, before, name=visit.name)


@contextmanager
def given(visit: Visit, places: Places) -> Iterator[None]:
    """The rows of the visit in the state that it is about; afterwards as they were."""
    changes = visit.given(places)
    before = [(rows.model, list(rows.values("pk", *values))) for rows, values in changes]
    for rows, values in changes:
        rows.update(**values)
    yield
    for model, kept in before:
        for row in kept:
            model.objects.filter(pk=row.pop("pk")).update(**row)
