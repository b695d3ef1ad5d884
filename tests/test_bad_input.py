"""Bad input over whole pages: a clear answer, and nothing is lost.

Each stage tests its own refusals; here they meet the pages as people do. What needs two
browsers at once or an expired session stands in ``tests/journeys/test_bad_input.py``.
"""

import csv
import datetime as dt
import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from scharnier.foundation import clock
from scharnier.foundation.files.models import File
from scharnier.foundation.jobs.models import WorkerBeat
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions.queries import filled
from scharnier.stages.applications import actions
from scharnier.stages.applications.models import Application, ImportRun
from scharnier.stages.calls.models import Side, TargetGroup
from tests.personas import everybody
from tests.stages.applications.conftest import DATA, group_of

LONG = "Wir schreiben alles auf Zettel. " * 157  # 5,024 characters
SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("https://example.org")'


@pytest.fixture
def group(db) -> TargetGroup:
    return group_of(Side.ORGANISATION)


@pytest.fixture
def people(group: TargetGroup) -> dict[str, Person]:
    return everybody(group.call.round.programme)


@pytest.fixture
def draft(group: TargetGroup, people: dict[str, Person]) -> Application:
    return actions.start(group, person=people["Ada"], by=people["Ada"])


def test_a_table_in_cp1252_with_semicolons_a_formula_and_a_script_is_read_as_text(
    group, people, as_person
):
    with (DATA / "form-organisations.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[:4]
    name = rows[0].index("Name der Organisation")
    rows[1][name], rows[2][name] = FORMULA, SCRIPT
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    olu = as_person(people["Olu"])

    address = reverse("applications:import", args=[group.call.slug, Side.ORGANISATION])
    upload = SimpleUploadedFile("umlaute.csv", text.getvalue().encode("cp1252"))
    with clock.at(dt.datetime(2026, 9, 22, tzinfo=dt.UTC)):  # when all rows have come in
        preview = olu.get(olu.post(address, {"file": upload}).url)
        olu.post(reverse("applications:import_apply", args=[ImportRun.objects.get().pk]))
    listing = olu.get(reverse("applications:listing"))
    exported = olu.get(f"{reverse('applications:listing')}?export=csv")

    names = set(Application.objects.values_list("name", flat=True))
    assert names == {FORMULA, SCRIPT, "Muster-Gasthof am Kamm"}
    assert [SCRIPT in page.text for page in (preview, listing)] == [False, False]
    cells = [
        cell
        for line in csv.reader(io.StringIO(exported.getvalue().decode("utf-8-sig")), delimiter=";")
        for cell in line
    ]
    assert [cell for cell in cells if cell.startswith("=")] == []


def test_the_31st_of_february_is_refused_with_an_instruction_and_the_rest_stays(
    group, people, as_person
):
    olu = as_person(people["Olu"])
    address = reverse("calls:create", args=[group.call.round.programme.pk])

    answer = olu.post(address, {"name": "Durchgang 2027/28", "kickoff_on": "31.02.2027"})

    assert (answer.status_code, "Durchgang 2027/28" in answer.text) == (422, True)
    assert "Write a day such as 15.03.2027: Kickoff" in answer.text
    assert 'value="31.02.2027"' in answer.text


def test_five_thousand_characters_are_kept_and_the_page_says_by_how_many_to_shorten(
    draft, people, as_person
):
    ada = as_person(people["Ada"])

    answer = ada.post(reverse("applications:page", args=[draft.pk, "challenge"]), {"problem": LONG})

    assert (answer.status_code, LONG.strip() in answer.text) == (422, True)
    assert draft.sheet.answers.get().raw == LONG.strip()


def test_a_script_in_a_name_is_shown_as_text(draft, people, as_person):
    actions.answer(draft, "org_name", SCRIPT, by=people["Ada"])

    page = as_person(people["Ada"]).get(reverse("applications:check", args=[draft.pk]))

    assert (SCRIPT in page.text, "&lt;script&gt;" in page.text) == (False, True)
    assert filled(draft.sheet).values()["org_name"] == SCRIPT


@pytest.mark.parametrize(
    "name", ["applications:status", "applications:check", "applications:detail"]
)
def test_a_stranger_with_a_guessed_address_learns_nothing(draft, people, as_person, name):
    sam = as_person(people["Sam"])

    there = sam.get(reverse(name, args=[draft.pk]))
    nowhere = sam.get(reverse(name, args=[draft.pk + 1000]))

    assert (there.status_code, nowhere.status_code) in {(404, 404), (403, 403)}


def test_a_dead_worker_is_a_warning_on_the_desk_of_the_lead(people, as_person):
    warning = "No worker has been heard of for two minutes."
    beat = WorkerBeat.objects.create(worker="one", beat_at=clock.machine_now())
    olu = as_person(people["Olu"])
    alive = olu.get(reverse("desk:home")).text

    beat.beat_at -= dt.timedelta(minutes=5)
    beat.save()
    dead = olu.get(reverse("desk:home")).text

    assert (warning in alive, warning in dead) == (False, True)


def test_a_full_disk_is_said_in_words_and_the_typed_text_is_kept(group, people, as_person):
    creatives = group_of(Side.CREATIVE, group.call)
    kim = people["Kim"]
    draft = actions.start(creatives, person=kim, by=kim)
    portrait = SimpleUploadedFile("kim.png", picture())

    with a_full_disk():
        answer = as_person(kim).post(
            reverse("applications:page", args=[draft.pk, "consents"]),
            {"symbol_object": "Ein Zirkel", "portrait": portrait, "later": "1"},
        )

    assert (answer.status_code, "disk is full" in answer.text) == (422, True)
    assert 'value="Ein Zirkel"' in answer.text
    assert not File.objects.exists()


@contextmanager
def a_full_disk() -> Iterator[None]:
    """The kernel refuses to let any file of this process grow beyond a few bytes."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 300), 80).save(out, "PNG")
    return out.getvalue()


def test_a_file_that_lies_about_its_type_is_refused_and_the_typed_text_is_kept(
    group, people, as_person
):
    creatives = group_of(Side.CREATIVE, group.call)
    kim = people["Kim"]
    draft = actions.start(creatives, person=kim, by=kim)
    liar = SimpleUploadedFile("kim.jpg", b"MZ" + b"\x90" * 500)

    answer = as_person(kim).post(
        reverse("applications:page", args=[draft.pk, "consents"]),
        {"symbol_object": "Ein Zirkel", "portrait": liar, "later": "1"},
    )

    assert (answer.status_code, "kim.jpg" in answer.text) == (422, True)
    assert filled(draft.sheet).values()["symbol_object"] == "Ein Zirkel"
    assert not File.objects.exists()
