import re

import pytest
from i18nfield.strings import LazyI18nString

from scharnier.foundation.states import MoveRefused, Refused
from scharnier.foundation.trail.models import Entry
from scharnier.foundation.web import actions, queries
from scharnier.foundation.web.legal_kinds import LegalKind
from scharnier.foundation.web.models import BarrierReport, LegalPage
from scharnier.foundation.web.states import BarrierState
from tests.factories import ProgrammeFactory
from tests.personas import person, with_role

pytestmark = pytest.mark.django_db

TEXT = LazyI18nString({"de": "Neu", "de-informal": "", "en": "New"})
POSTED = {"body_0": "Neu", "body_1": "", "body_2": "New", "version": "0"}


@pytest.fixture
def olu():
    return with_role("Olu", ProgrammeFactory())


@pytest.mark.parametrize("kind", LegalKind)
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_we_ship_says_in_brackets_what_must_be_filled_in(kind, language):
    text = queries.shipped_text(kind).localize(language)

    assert len(re.findall(r"\[[^\]]+\](?!\()", text)) >= 3


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/impressum/", "Imprint"),
        ("/datenschutz/", "Data protection"),
        ("/barrierefreiheit/", "Accessibility statement"),
        ("/foerderung/", "Funding"),
    ],
)
def test_everybody_can_read_the_legal_pages(as_person, address, title):
    response = as_person().get(address)

    assert response.status_code == 200
    assert f"<h1>{title}</h1>" in response.content.decode()


def test_the_first_change_turns_our_text_into_theirs(olu):
    page = actions.change_legal_page(queries.legal_page(LegalKind.IMPRINT), body=TEXT, by=olu)

    assert (page.version, page.changed_by, str(page.body)) == (1, olu, "New")
    assert [entry.verb for entry in Entry.objects.all()] == ["legal_page.changed"]


def test_of_two_people_who_write_at_once_the_second_is_told(olu):
    actions.change_legal_page(queries.legal_page(LegalKind.IMPRINT), body=TEXT, by=olu)
    mine, theirs = queries.legal_page(LegalKind.IMPRINT), queries.legal_page(LegalKind.IMPRINT)
    actions.change_legal_page(theirs, body=LazyI18nString("Theirs"), by=olu)

    with pytest.raises(Refused, match="Somebody else changed"):
        actions.change_legal_page(mine, body=LazyI18nString("Mine"), by=olu)

    assert str(LegalPage.objects.get().body) == "Theirs"


def test_a_page_that_somebody_wrote_meanwhile_for_the_first_time_is_not_overwritten(olu):
    unwritten = queries.legal_page(LegalKind.IMPRINT)
    actions.change_legal_page(queries.legal_page(LegalKind.IMPRINT), body=TEXT, by=olu)

    with pytest.raises(Refused):
        actions.change_legal_page(unwritten, body=LazyI18nString("Mine"), by=olu)

    assert str(LegalPage.objects.get().body) == "New"


def test_a_lead_publishes_a_page(as_person, olu):
    response = as_person(olu).post("/impressum/bearbeiten/", POSTED)

    assert (response.status_code, response["Location"]) == (302, "/impressum/")
    assert "<p>New</p>" in as_person().get("/impressum/").content.decode()


def test_an_empty_page_is_refused_with_the_same_form(as_person, olu):
    response = as_person(olu, htmx=True).post(
        "/impressum/bearbeiten/", {"body_0": "", "version": "0"}
    )

    assert response.status_code == 422
    assert response.content.strip().startswith(b"<form")
    assert LegalPage.objects.count() == 0


@pytest.mark.parametrize("name", ["Sam", "Nia"])
def test_others_may_not_change_it(as_person, name, olu):
    assert as_person(person(name)).post("/impressum/bearbeiten/", POSTED).status_code == 403
    assert LegalPage.objects.count() == 0


def test_without_a_sign_in_nothing_can_be_changed(as_person):
    assert as_person().post("/impressum/bearbeiten/", POSTED).status_code == 302
    assert LegalPage.objects.count() == 0


def test_what_a_lead_writes_cannot_run(as_person, olu):
    actions.change_legal_page(
        queries.legal_page(LegalKind.IMPRINT),
        body=LazyI18nString("<script>alert(1)</script>"),
        by=olu,
    )

    assert "<script>alert" not in as_person().get("/impressum/").content.decode()


def test_a_barrier_is_kept_with_its_page(as_person):
    response = as_person().post(
        "/barriere-melden/", {"description": "Das Menü klemmt", "page_address": "/x/", "mail": ""}
    )

    assert response["Location"] == "/barriere-melden/danke/"
    assert BarrierReport.objects.values_list("description", "page_address", "state").get() == (
        "Das Menü klemmt",
        "/x/",
        "open",
    )


def test_a_machine_that_fills_in_the_hidden_field_is_refused(as_person):
    response = as_person().post(
        "/barriere-melden/", {"description": "Buy", "website": "https://spam.example"}
    )

    assert response.status_code == 422
    assert BarrierReport.objects.count() == 0


def test_after_many_reports_in_an_hour_one_has_to_wait(as_person, settings):
    settings.SECRET_KEY = "another visitor"
    client = as_person()

    answers = [
        client.post("/barriere-melden/", {"description": "x"}).status_code for _ in range(11)
    ]

    assert answers == [302] * 10 + [429]
    assert BarrierReport.objects.count() == 10


def test_a_lead_sees_and_answers_reports(as_person, olu):
    report = BarrierReport.objects.create(description="Das Menü klemmt")

    assert "Das Menü klemmt" in as_person(olu).get("/barrieren/").content.decode()
    as_person(olu).post("/barrieren/beantwortet/", {"selected": [report.pk]})

    report.refresh_from_db()
    assert report.state == BarrierState.ANSWERED


def test_the_second_of_two_answers_is_refused(olu):
    report = BarrierReport.objects.create(description="x")
    same_row = BarrierReport.objects.get()
    actions.answer_barrier_report(report, by=olu)

    with pytest.raises(MoveRefused):
        actions.answer_barrier_report(same_row, by=olu)


def test_strangers_do_not_see_reports(as_person):
    report = BarrierReport.objects.create(description="x")

    assert as_person(person("Sam")).get("/barrieren/").status_code == 403
    assert (
        as_person(person("Sam"))
        .post("/barrieren/beantwortet/", {"selected": [report.pk]})
        .status_code
        == 403
    )


@pytest.mark.parametrize("key", ["x", "99999"])
def test_a_row_that_does_not_exist_is_not_there(as_person, olu, key):
    assert as_person(olu).post("/barrieren/beantwortet/", {"selected": [key]}).status_code == 404
