import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
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
from tests import scenes
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


@scenes.once
def at_the_door(state: str) -> SimpleNamespace:
    """A group, and Ada's application to it: none yet, a draft, complete or submitted."""
    made = SimpleNamespace(group=group_of(Side.ORGANISATION))
    if state != "none":
        made.ada = person("Ada")
        made.application = actions.start(made.group, person=made.ada, by=made.ada)
    if state in ("complete", "submitted"):
        answer_all(made.application, made.ada, TYPED)
    if state == "submitted":
        actions.submit(made.application, by=made.ada)
    return made


def answer_all(application: Application, by: Person, answers: dict[str, object]) -> None:
    asked = {one.key: one for one in Question.objects.filter(form=application.sheet.form_id)}
    pages: dict[int, list[Entry]] = {}
    for key, raw in answers.items():
        pages.setdefault(asked[key].page_id, []).append(entry_of(asked[key], raw))
    for entries in pages.values():
        assert actions.answer_page(application, entries, by=by) == []


@pytest.fixture
def begun(db: None, request: pytest.FixtureRequest) -> SimpleNamespace:
    """As far as the fixtures go that the test asks for."""
    states = ("submitted", "complete", "draft")
    return at_the_door(next((one for one in states if one in request.fixturenames), "none"))


@pytest.fixture
def group(begun: SimpleNamespace) -> TargetGroup:
    """The organisations' side of an open call, with the shipped form."""
    return begun.group


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
def ada(db: None, request: pytest.FixtureRequest) -> Person:
    if "draft" in request.fixturenames:
        return request.getfixturevalue("begun").ada
    return person("Ada")


@pytest.fixture
def people(programme: Programme) -> dict[str, Person]:
    return everybody(programme)


@pytest.fixture
def draft(begun: SimpleNamespace) -> Application:
    return begun.application


@pytest.fixture
def fill(ada: Person) -> Callable[..., Application]:
    """Answer everything that the form needs, or what is given."""

    def answer(application: Application, **answers: object) -> Application:
        answer_all(application, ada, answers or TYPED)
        return application

    return answer


@pytest.fixture
def complete(draft: Application) -> Application:
    return draft


@pytest.fixture
def submitted(complete: Application) -> Application:
    return complete


def berlin(day: str, time: str = "12:00:00") -> dt.datetime:
    """A moment as the spreadsheets write it."""
    return dt.datetime.strptime(f"{day} {time}", "%d.%m.%Y %H:%M:%S").replace(
        tzinfo=ZoneInfo("Europe/Berlin")
    )
