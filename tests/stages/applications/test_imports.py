"""Tables that people have. The expected figures were counted by hand in the two files."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from scharnier.foundation import clock
from scharnier.foundation.jobs import actions as jobs
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.organisations.models import Organisation
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import CreativeProfile, Person
from scharnier.foundation.privacy.models import Consent
from scharnier.foundation.questions.queries import filled
from scharnier.foundation.states import Refused
from scharnier.stages.applications import actions, changeable, queries
from scharnier.stages.applications.actions import imports
from scharnier.stages.applications.imports.cells import address
from scharnier.stages.applications.models import Application, ColumnMapping, ImportRun
from scharnier.stages.applications.tasks import import_table
from scharnier.stages.applications.views import importing
from scharnier.stages.calls.models import Call, Side
from tests import scenes
from tests.conftest import MONDAY
from tests.factories import CallFactory
from tests.personas import with_role
from tests.stages.applications.conftest import DATA, berlin, group_of

ORGANISATIONS = (DATA / "form-organisations.csv").read_bytes()
CREATIVES = (DATA / "form-creatives.csv").read_bytes()


WHEN_ALL_HAVE_COME = berlin("22.09.2026", "09:00:00")


@pytest.fixture(autouse=True)
def two_days_later(monday: None) -> Iterator[None]:
    """The tables are read when the last of their rows is there: a day after the deadline."""
    with clock.at(WHEN_ALL_HAVE_COME):
        yield


@scenes.once
def storyline(*tables: str) -> SimpleNamespace:
    """The call of the storyline: open from 1 July, deadline 20 September 2026; what it has taken."""
    call = CallFactory(
        opens_at=berlin("01.07.2026", "09:00:00"),
        deadline_at=berlin("20.09.2026", "23:59:00"),
        first_deadline_at=berlin("30.08.2026", "23:59:00"),
    )
    group_of(Side.ORGANISATION, call)
    group_of(Side.CREATIVE, call)
    made = SimpleNamespace(call=call)
    with clock.at(WHEN_ALL_HAVE_COME):
        if "organisations" in tables:
            made.organisations = take(call, Side.ORGANISATION, ORGANISATIONS)
        if "creatives" in tables:
            made.creatives = take(call, Side.CREATIVE, CREATIVES)
    return made


@pytest.fixture
def told(db: None, request: pytest.FixtureRequest) -> SimpleNamespace:
    """As much as the test asks for."""
    tables = ("organisations", "creatives")
    return storyline(*(one for one in tables if one in request.fixturenames))


@pytest.fixture
def real_call(told: SimpleNamespace) -> Call:
    return told.call


@pytest.fixture
def organisations(told: SimpleNamespace) -> ImportRun:
    return told.organisations


@pytest.fixture
def creatives(told: SimpleNamespace) -> ImportRun:
    return told.creatives


def take(call: Call, side: str, content: bytes, name: str = "form.csv") -> ImportRun:
    run = imports.read(call, side=side, name=name, content=content, by=None)
    imports.apply(run, by=None)
    return run


def outcomes(run: ImportRun) -> dict[str, int]:
    return dict(Counter(run.rows.values_list("outcome", flat=True)))


def of(call: Call, name: str) -> Application:
    return queries.loaded().get(call=call, name=name)


def table(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def a_row(**changes: str) -> dict[str, str]:
    """The row of O01, with other cells where said."""
    first = next(csv.DictReader(io.StringIO(ORGANISATIONS.decode())))
    return {**first, **changes}


def test_the_organisations_are_taken_as_they_are(real_call, organisations):
    assert outcomes(organisations) == {"taken": 20, "duplicate": 1}
    states = Counter(queries.for_call(real_call).values_list("state", "is_late"))
    assert states == {("submitted", False): 19, ("submitted", True): 1}
    assert set(organisations.mapping.values()) == {
        "@timestamp", "email", "org_name", "org_type", "@address", "nace_code", "headcount_class",
        "turnover_class", "linked_25", "contact_name", "phone", "problem", "tried_before",
        "affected", "desired", "topic_tags", "wanted_skills", "tools_today", "hours_month",
        "second_person", "available_kickoff", "mobility", "meet_online", "double_funding",
        "blueprint_ok", "heard_via", "privacy_ack", "newsletter",
    }  # fmt: skip
    assert Organisation.objects.count() == 20
    assert Consent.objects.filter(text__purpose="newsletter").count() == 9
    assert Mail.objects.count() == 0


def test_after_the_deadline_a_row_owes_only_what_it_is_asked_back(real_call, organisations):
    application = of(real_call, "Beispiel Metallbau GmbH")
    owner = queries.owner_of(application)
    with clock.at(MONDAY):
        asked = {question.key for question in changeable.to_send(application).missing()}
    assert "transfer" in asked

    with clock.at(berlin("24.09.2026", "09:00:00")):
        actions.ask_back(
            application,
            questions=["hours_month"],
            text="Wie viele Stunden?",
            until=berlin("30.09.2026", "09:00:00"),
            by=None,
        )
        actions.answer(application, "hours_month", "13", by=owner)
        actions.submit(application, by=owner)

    assert queries.latest_answers(application)["hours_month"] == 13


def test_the_creatives_are_taken_as_they_are(real_call, creatives):
    assert outcomes(creatives) == {"taken": 40}
    assert "" not in creatives.mapping.values()
    assert CreativeProfile.objects.count() == 40
    districts = Counter(queries.for_call(real_call).values_list("district", flat=True))
    assert districts == {
        "14521": 26, "14511": 3, "14612": 2, "14713": 2, "14522": 2, "14523": 1, "14628": 1,
        "14524": 1, "14626": 1, "14625": 1,
    }  # fmt: skip
    fees = Counter(
        filled(a.sheet).values().get("fee_per_hour")
        for a in queries.for_call(real_call).select_related("sheet")
    )
    assert (fees[8000], fees[6500], fees[7500]) == (11, 12, 4)


def test_the_late_one_is_taken_with_its_reason_for_the_formal_check(real_call, organisations):
    late = of(real_call, "Muster-Rad- und Wanderreisen")
    assert (late.is_late, late.submitted_at) == (True, berlin("21.09.2026", "07:41:03"))
    assert (
        late.late_reason == "Handed in after the deadline, on 21\u00a0September\u00a02026, 07:41."
    )
    assert [row.name for row in organisations.rows.filter(is_late=True)] == [late.name]


def test_the_duplicate_is_there_once(real_call, organisations):
    twice = list(organisations.rows.filter(name__startswith="Kunstschule").order_by("line"))
    assert [(row.line, row.outcome) for row in twice] == [(21, "taken"), (22, "duplicate")]
    assert twice[0].application == twice[1].application
    assert twice[1].remarks == ["The same name with the same address or place as in line 21."]
    assert Person.objects.filter(email="o20@example.org").count() == 1


def test_cells_become_typed_answers(real_call, organisations, creatives):
    turner, town = of(real_call, "Muster-Drechslerei"), of(real_call, "Stadtverwaltung Musterstadt")
    carer, group = (
        of(real_call, "Beispiel-Pflegedienst Bergland"),
        of(real_call, "Bürgerhaus-Verein Beispiel e. V."),
    )
    light = of(real_call, "Studio Fichtenlicht")
    said = filled(turner.sheet).values()
    assert (said["street"], said["postal_code"]) == ("Musterweg 84", "09456")
    assert (turner.municipality, turner.district) == ("Seiffen/Erzgeb.", "14521")
    assert (town.municipality, town.district) == ("Musterstadt", "14521")
    assert (
        filled(group.sheet).values()["hours_month"],
        filled(group.sheet).notes()["hours_month"],
    ) == (12, "ca. 12")
    assert (
        filled(carer.sheet).values()["double_funding"],
        filled(carer.sheet).notes()["double_funding"],
    ) == (True, "Digitalbonus")
    shown = filled(light.sheet).values()
    assert (shown["hours_month"], filled(light.sheet).notes()["hours_month"]) == (24, "etwa 24")
    assert [skill["skill"] for skill in shown["skills"]] == ["ux", "wireframes", "interviews"]
    assert shown["references"] == [
        {"link": "https://example.org/k01", "year": 2024, "role": "Konzept"}
    ]
    assert shown["languages"] == ["de", "en"]


def test_importing_twice_changes_nothing(real_call, organisations):
    before = list(Application.objects.order_by("pk").values())

    again = take(real_call, Side.ORGANISATION, ORGANISATIONS)

    assert outcomes(again) == {"unchanged": 21}
    assert list(Application.objects.order_by("pk").values()) == before


def test_an_answer_changed_here_since_is_not_overwritten_by_the_same_row(real_call):
    take(real_call, Side.ORGANISATION, table(a_row()))
    application = of(real_call, "Muster-Drechslerei")
    actions.answer(application, "phone", "03733 999", by=None)

    again = take(real_call, Side.ORGANISATION, table(a_row()))

    assert outcomes(again) == {"unchanged": 1}
    assert filled(application.sheet).values()["phone"] == "03733 999"


def test_a_corrected_row_updates_what_it_corrects(real_call):
    take(real_call, Side.ORGANISATION, table(a_row()))

    again = take(real_call, Side.ORGANISATION, table(a_row(Telefon="037362 1234")))

    application = of(real_call, "Muster-Drechslerei")
    assert outcomes(again) == {"updated": 1}
    assert queries.latest_answers(application)["phone"] == "037362 1234"
    assert [v.number for v in application.sent_versions.order_by("number")] == [1, 2]


def test_the_preview_writes_nothing_and_says_the_same_as_the_import(real_call):
    preview = imports.read(
        real_call, side=Side.ORGANISATION, name="f.csv", content=ORGANISATIONS, by=None
    )
    shown = list(
        preview.rows.order_by("line").values_list("line", "outcome", "is_late", "name", "remarks")
    )

    assert Application.objects.count() == 0
    assert Person.objects.count() == 0
    imports.apply(preview, by=None)
    assert (
        list(
            preview.rows.order_by("line").values_list(
                "line", "outcome", "is_late", "name", "remarks"
            )
        )
        == shown
    )
    with pytest.raises(Refused):
        imports.apply(preview, by=None)


def test_a_half_filled_row_becomes_a_draft_that_says_what_is_missing(real_call):
    half = a_row(**{"Stunden pro Monat": "", "Jahresumsatz": "viel", "Telefon": ""})

    run = take(real_call, Side.ORGANISATION, table(half))

    application = of(real_call, "Muster-Drechslerei")
    assert (application.state, application.number) == ("draft", None)
    row = run.rows.get()
    assert row.outcome == "draft"
    assert row.remarks[-1] == "Still missing: Yearly turnover; Telephone; Hours a month"


def test_a_half_filled_row_is_handed_in_when_its_correction_comes(real_call):
    take(real_call, Side.ORGANISATION, table(a_row(Telefon="")))

    again = take(real_call, Side.ORGANISATION, table(a_row()))

    assert outcomes(again) == {"updated": 1}
    assert of(real_call, "Muster-Drechslerei").state == "submitted"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"Zeitstempel": "31.02.2026 10:00:00"}, "“31.02.2026 10:00:00” is a day or time that does not exist. Correct it in the table."),
        ({"Zeitstempel": "gestern"}, "“gestern” is no date with time. Write it as 31.12.2026 23:59."),
        ({"Name der Organisation": " "}, "There is no name in this row. Fill it in and import the table again."),
        ({"Zeitstempel": "10.09.2099 10:00:00"}, "10\u00a0September\u00a02099, 10:00 is still to come. Correct it in the table."),
        ({"Name der Organisation": "x" * 237}, "Name of the organisation: Shorten the text by 37 characters."),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_are_refused_with_the_reason(real_call, changes, why):
    run = take(real_call, Side.ORGANISATION, table(a_row(**changes), a_row()))

    assert [(row.outcome, row.remarks) for row in run.rows.order_by("line")] == [
        ("refused", [why]), ("taken", []),
    ]  # fmt: skip


def test_a_row_whose_name_is_too_long_can_still_be_told_from_others(real_call):
    run = take(real_call, Side.ORGANISATION, table(a_row(**{"Name der Organisation": "x" * 237})))

    assert run.rows.get().name == "x" * 200


def test_a_row_without_a_time_counts_as_in_time_and_says_so(real_call):
    run = take(real_call, Side.ORGANISATION, table(a_row(Zeitstempel="")))

    row = run.rows.get()
    assert (row.outcome, row.is_late) == ("taken", False)
    assert row.remarks == [
        "No column says when this was handed in. It counts as in time, with the day of the import."
    ]


def test_before_the_deadline_a_row_needs_no_time(real_call):
    with clock.at(MONDAY):
        run = take(real_call, Side.ORGANISATION, table(a_row(Zeitstempel="")))

    assert run.rows.get().remarks == []


def test_a_word_that_is_no_answer_offered_is_told_with_what_it_becomes(real_call):
    run = take(
        real_call, Side.ORGANISATION, table(a_row(**{"Art der Organisation": "Raumstation"}))
    )

    assert run.rows.get().remarks == [
        "What are you?: “Raumstation” is taken as “Something else”, with the word as a note."
    ]


def test_a_table_that_is_known_already_brings_nothing_new(real_call, as_person):
    take(real_call, Side.ORGANISATION, table(a_row()))
    olu = with_role("Olu", real_call.round.programme)
    run = imports.read(
        real_call,
        side=Side.ORGANISATION,
        name="again.csv",
        content=table(a_row(), a_row(Zeitstempel="gestern")),
        by=olu,
    )

    page = as_person(olu).get(reverse("applications:import_run", args=[run.pk])).text

    assert "This table brings nothing new" in page
    assert "One row is known already and unchanged." in page
    assert "No row of this table can be imported" not in page


def test_whoever_applied_here_already_is_not_overwritten(real_call, ada):
    group = real_call.target_groups.get(side=Side.ORGANISATION)
    with clock.at(MONDAY):
        mine = actions.start(group, person=ada, by=ada)
        actions.answer(mine, "org_name", "Muster-Drechslerei", by=ada)
        actions.answer(mine, "municipality", "Seiffen", by=ada)

    run = take(real_call, Side.ORGANISATION, table(a_row()))

    assert outcomes(run) == {"duplicate": 1}
    assert Application.objects.get() == mine


def encoded(text: str, how: str) -> bytes:
    match how:
        case "cp1252, semicolons":
            return _with_delimiter(text, ";").encode("cp1252")
        case "utf-8 with mark":
            return text.encode("utf-8-sig")
        case "utf-16, tabs":
            return _with_delimiter(text, "\t").encode("utf-16")
        case "xlsx":
            return _xlsx(list(csv.reader(io.StringIO(text))))
    return _ods(list(csv.reader(io.StringIO(text))))


def _with_delimiter(text: str, delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(text)))
    return out.getvalue()


def _xlsx(rows: list[list[str]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def _ods(rows: list[list[str]]) -> bytes:
    from xml.sax.saxutils import escape

    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text")
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = "".join(
        "<table:table-row>"
        + "".join(cell.format(escape(c).replace("\n", "</text:p><text:p>")) for c in row)
        + "</table:table-row>"
        for row in rows
    )
    xml = f"<office:document-content {names}><table:table>{body}</table:table></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("content.xml", xml)
    return out.getvalue()


@pytest.mark.parametrize(
    "how", ["cp1252, semicolons", "utf-8 with mark", "utf-16, tabs", "xlsx", "ods"]
)
def test_the_same_table_in_other_clothes_gives_the_same(real_call, how):
    plain = imports.read(
        real_call, side=Side.ORGANISATION, name="a", content=ORGANISATIONS, by=None
    )
    other = imports.read(
        real_call,
        side=Side.ORGANISATION,
        name="b",
        content=encoded(ORGANISATIONS.decode(), how),
        by=None,
    )

    def rows(run: ImportRun) -> list:
        return list(run.rows.order_by("line").values_list("name", "outcome", "remarks"))

    assert rows(other) == rows(plain)
    assert other.mapping == plain.mapping


def test_formulas_and_scripts_stay_text(real_call):
    nasty = a_row(
        **{
            "Name der Organisation": "=cmd|' /C calc'!A0",
            "Was haben Sie schon versucht?": "<script>alert(1)</script>",
        }
    )
    header = list(nasty)

    take(real_call, Side.ORGANISATION, _xlsx([header, list(nasty.values())]), name="f.xlsx")

    application = Application.objects.get()
    assert application.name == "=cmd|' /C calc'!A0"
    assert filled(application.sheet).values()["tried_before"] == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "content", [b"", b"nur eine Zeile", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, b"PK\x03\x04kaputt"]
)
def test_what_is_no_table_is_refused_in_words(real_call, content):
    with pytest.raises(Refused, match="bild.csv"):
        imports.read(real_call, side=Side.ORGANISATION, name="bild.csv", content=content, by=None)


def test_columns_said_otherwise_are_remembered_for_the_next_table(real_call):
    content = table(
        a_row(),
    ).replace(b"Telefon", b"Rufnummer (dienstlich)")
    run = imports.read(real_call, side=Side.ORGANISATION, name="f.csv", content=content, by=None)
    assert (run.mapping["Rufnummer (dienstlich)"], run.rows.get().outcome) == ("", "taken")

    imports.change_mapping(run, mapping={**run.mapping, "Rufnummer (dienstlich)": "phone"}, by=None)

    again = imports.read(real_call, side=Side.ORGANISATION, name="f.csv", content=content, by=None)
    assert again.mapping["Rufnummer (dienstlich)"] == "phone"
    assert ColumnMapping.objects.filter(question_key="phone").count() == 1


def test_the_cost_of_an_import_does_not_grow_with_the_applications_of_the_call(real_call):
    take(real_call, Side.ORGANISATION, table(a_row(**{"Name der Organisation": "Erste"})))
    with CaptureQueriesContext(
        connection,
    ) as few:
        take(real_call, Side.ORGANISATION, table(a_row(**{"Name der Organisation": "Zweite"})))
    take(real_call, Side.ORGANISATION, ORGANISATIONS)
    with CaptureQueriesContext(connection) as many:
        take(real_call, Side.ORGANISATION, table(a_row(**{"Name der Organisation": "Dritte"})))

    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Musterweg 84, 09456 Seiffen", {"street": "Musterweg 84", "postal_code": "09456", "municipality": "Seiffen"}),
        ("Musterweg 44, 09465 Musterstadt (fiktiv, 14521)", {"street": "Musterweg 44", "postal_code": "09465", "municipality": "Musterstadt (fiktiv, 14521)"}),
        ("Am Markt 1\nD-09456 Lugau", {"street": "Am Markt 1", "postal_code": "09456", "municipality": "Lugau"}),
        ("Zschopau", {"municipality": "Zschopau"}),
    ],
)  # fmt: skip
def test_an_address_in_one_cell_is_taken_apart(text, parts):
    assert address(text) == parts


# The command ----------------------------------------------------------------------------


def test_the_command_imports_and_tells_about_every_row(real_call, capsys):
    olu = with_role("Olu", real_call.round.programme)
    arguments = ["import", "applications", str(DATA / "form-organisations.csv"), "--round", real_call.round.slug,
                 "--group", "organisations", "--by", olu.email]  # fmt: skip

    call_command(*arguments, "--dry-run")
    assert Application.objects.count() == 0
    call_command(*arguments)

    lines = capsys.readouterr().out.splitlines()
    assert Application.objects.count() == 20
    assert lines[-1] in (
        "Taken: 20, Merged as a duplicate: 1",
        "Übernommen: 20, Als Doppel zusammengeführt: 1",
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"--round": "keiner"}, "Known are: aufruf-"),
        ({"file": "/nicht/da.csv"}, "da.csv"),
        ({"--by": "sam@example.org"}, "sam@"),
    ],
)
def test_the_command_says_what_is_wrong(real_call, changes, why):
    given = {
        "file": str(DATA / "form-organisations.csv"),
        "--round": real_call.round.slug,
        **changes,
    }

    with pytest.raises(CommandError, match=why):
        call_command("import", "applications", given.pop("file"), "--group", "organisations",
                     *(part for pair in given.items() for part in pair))  # fmt: skip


def test_a_table_of_the_other_side_says_so_and_imports_nothing(real_call, as_person):
    olu = with_role("Olu", real_call.round.programme)
    run = imports.read(real_call, side="creative", name="form.csv", content=ORGANISATIONS, by=olu)

    page = as_person(olu).get(reverse("applications:import_run", args=[run.pk])).text

    assert "This table looks like one of: Organisation" in page
    assert "Read it there instead" in page


def test_a_preview_speaks_of_what_is_coming_and_a_report_of_what_was_done(real_call, as_person):
    olu = as_person(with_role("Olu", real_call.round.programme))
    run = imports.read(real_call, side="creative", name="form.csv", content=CREATIVES, by=None)
    address_of_run = reverse("applications:import_run", args=[run.pk])

    assert "Will be taken" in olu.get(address_of_run).text
    imports.apply(run, by=None)
    assert "Will be" not in olu.get(address_of_run).text


def test_a_picture_is_no_table(real_call):
    noise = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20

    with pytest.raises(Refused, match="cannot be read as a table"):
        imports.read(real_call, side="creative", name="foto.csv", content=noise, by=None)


def test_a_long_table_is_the_workers_and_says_how_far_it_is(real_call, as_person, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 12)
    olu = with_role("Olu", real_call.round.programme)
    rows = [
        a_row(**{"E-Mail-Adresse": f"v{n}@example.org", "Name der Organisation": f"Firma {n}"})
        for n in range(13)
    ]
    run = imports.read(
        real_call, side=Side.ORGANISATION, name="lang.csv", content=table(*rows), by=olu
    )
    client, page = as_person(olu), reverse("applications:import_run", args=[run.pk])

    client.post(reverse("applications:import_apply", args=[run.pk]))
    job = Job.objects.about(run).get()
    assert (job.state, queries.for_call(real_call).count()) == ("queued", 0)
    assert "The import is running" in client.get(page).text
    said: list[int] = []
    imports.apply(run, by=olu, report=lambda percent, _words: said.append(percent))

    assert (said == sorted(said), said[-1], len(said)) == (True, 100, 13)
    assert queries.for_call(real_call).count() == 13


def test_a_job_does_the_import_once_however_often_it_is_tried(real_call):
    run = imports.read(
        real_call, side=Side.ORGANISATION, name="kurz.csv", content=table(a_row()), by=None
    )
    job = jobs.request("applications.import", subject=run, by=None, title="Import")

    results = [import_table(job, lambda *_said: None, lambda: False) for _try in range(2)]

    assert results == [{"rows": 1}, {"rows": 1}]
    assert queries.for_call(real_call).count() == 1
