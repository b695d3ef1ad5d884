import datetime as dt
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Programme
from scharnier.foundation.questions import templates
from scharnier.foundation.questions.actions import Entry, build_form, publish_form
from scharnier.foundation.questions.models import Question
from scharnier.stages.applications import actions
from scharnier.stages.applications.actions.answering import entry_of
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Address, Call, Side, TargetGroup
from tests.factories import CallFactory, TargetGroupFactory
from tests.personas import everybody, person

DATA = Path(__file__).parent / "data"

# What somebody types into the shipped form for organisations, by question.
TYPED = {
    "org_name": "Drechslerei Helm",
    "org_type": "Unternehmen",
    "street": "Musterweg 1",
    "postal_code": "09548",
    "municipality": "Seiffen",
    "nace_code": "C16",
    "headcount_class": "2-9",
    "turnover_class": "bis 2 Mio. €",
    "linked_25": "Nein",
    "contact_name": "Ada Helm",
    "phone": "037362 00000",
    "email": "ada@example.org",
    "problem": "Bestellungen kommen per Zettel.",
    "affected": "Zwei Personen, täglich.",
    "topic_tags": "Verkauf",
    "desired": "Halb so viele Zettel.",
    "transfer": "Andere Werkstätten.",
    "wanted_skills": "UX; Online-Shop",
    "hours_month": "etwa 8",
    "second_person": "Ja",
    "available_kickoff": "Ja",
    "double_funding": "Nein",
    "blueprint_ok": "Ja",
    "privacy_ack": "gelesen",
}


@pytest.fixture(autouse=True)
def nobody_was_here_before() -> None:
    """How often a visitor came is counted in the cache."""
    cache.clear()


def group_of(side: Side, call: Call | None = None) -> TargetGroup:
    name = "organisations" if side == Side.ORGANISATION else "creatives"
    form = build_form(templates.load(name), by=None)
    publish_form(form, by=None)
    address = Address.SIE if side == Side.ORGANISATION else Address.DU
    return TargetGroupFactory(call=call or CallFactory(), side=side, form=form, address=address)


@pytest.fixture
def group(db) -> TargetGroup:
    """The organisations' side of an open call, with the shipped form."""
    return group_of(Side.ORGANISATION)


@pytest.fixture
def creatives(group: TargetGroup) -> TargetGroup:
    """The other side of the same call."""
    return group_of(Side.CREATIVE, group.call)


@pytest.fixture
def call(group: TargetGroup) -> Call:
    return group.call


@pytest.fixture
def programme(call: Call) -> Programme:
    return call.round.programme


@pytest.fixture
def ada(db) -> Person:
    return person("Ada")


@pytest.fixture
def people(programme: Programme) -> dict[str, Person]:
    return everybody(programme)


@pytest.fixture
def draft(group: TargetGroup, ada: Person) -> Application:
    return actions.start(group, person=ada, by=ada)


@pytest.fixture
def fill(ada: Person) -> Callable[..., Application]:
    """Answer everything that the form needs, or what is given."""

    def answer_all(application: Application, **answers: object) -> Application:
        asked = {one.key: one for one in Question.objects.filter(form=application.sheet.form_id)}
        pages: dict[int, list[Entry]] = {}
        for key, raw in (answers or TYPED).items():
            pages.setdefault(asked[key].page_id, []).append(entry_of(asked[key], raw))
        for entries in pages.values():
            assert actions.answer_page(application, entries, by=ada) == []
        return application

    return answer_all


@pytest.fixture
def complete(draft: Application, fill) -> Application:
    return fill(draft)


@pytest.fixture
def submitted(complete: Application, ada: Person) -> Application:
    actions.submit(complete, by=ada)
    return complete


def berlin(day: str, time: str = "12:00:00") -> dt.datetime:
    """A moment as the spreadsheets write it."""
    return dt.datetime.strptime(f"{day} {time}", "%d.%m.%Y %H:%M:%S").replace(
        tzinfo=ZoneInfo("Europe/Berlin")
    )
