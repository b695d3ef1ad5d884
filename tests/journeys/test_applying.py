"""Applying on a phone: by keyboard alone, without scripts, offline, two at once.

Both groups are walked by keyboard in German and without scripts in English; where Tab leads
is the same in both languages.
"""

import io
import re
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from scharnier.foundation import clock
from scharnier.foundation.questions.queries import filled
from scharnier.stages.applications import actions, queries
from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.calls import actions as calls
from scharnier.stages.calls.models import Call, Side
from tests.browser import JOURNEY
from tests.factories import ProgrammeFactory
from tests.journeys.walking import Walk, moment
from tests.personas import person
from tests.stages.applications.conftest import TYPED, group_of
from tests.stages.calls.conftest import set_up

pytestmark = JOURNEY

TODAY = "2026-09-14 11:00"
MOST_TABS = 120

# What is typed (text) or chosen (list of values) on each page, by the names of the controls.
ORGANISATION = [
    {"org_name": "Holzwerkstatt", "org_type": ["company"], "municipality": "Seiffen"},
    {"nace_code": "C31", "headcount_class": ["2-9"], "turnover_class": ["2m"], "linked_25": ["no"]},
    {"contact_name": "Hanna Holz", "phone": "+49 3733 12345"},
    {
        "problem": "Three evenings for one offer.",
        "affected": "Two people.",
        "topic_tags": ["sales"],
    },
    {"desired": "On the same day.", "transfer": "Every joinery."},
    {"hours_month": "about 8", "second_person": ["yes"], "available_kickoff": ["yes"]},
    {"double_funding": ["no"], "blueprint_ok": ["yes"], "privacy_ack": ["on"]},
]
CREATIVE = [
    {"name": "Fanny Farbe", "municipality": "Schneeberg"},
    {"submarket": ["design"], "legal_form": ["freelance"]},
    {"skills_others": "Grafik", "strength": "Zuhören."},
    {},
    {"hours_month": "etwa 24", "available_kickoff": ["yes"]},
    {},
    {"privacy_ack": ["on"]},
]
PAGES = {Side.ORGANISATION: ORGANISATION, Side.CREATIVE: CREATIVE}


@pytest.fixture
def call(walk: Walk) -> Call:
    with clock.at(moment(TODAY)):
        made = set_up(ProgrammeFactory(), slug="aufruf", opens=-5)
        calls.publish(made, by=None)
    return made


@dataclass
class Keys:
    """Hands on the keyboard only: Tab to get somewhere, space, arrows and Enter to act."""

    page: Page

    def reach(self, selector: str) -> None:
        for _step in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by Tab on {self.page.url}")

    def write(self, name: str, text: str) -> None:
        self.reach(f"[name='{name}']")
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        self.reach(f"[name='{name}']")
        focused = "() => [document.activeElement.value, document.activeElement.type]"
        for _step in range(20):
            now, kind = self.page.evaluate(focused)
            if now == value:
                break
            self.page.keyboard.press("Tab" if kind == "checkbox" else "ArrowDown")
        if kind != "select-one" and not self.page.evaluate("() => document.activeElement.checked"):
            self.page.keyboard.press("Space")

    def press(self, selector: str) -> None:
        self.reach(selector)
        self.page.keyboard.press("Enter")


@dataclass
class Fingers:
    """Taps; works without scripts, too."""

    page: Page

    def write(self, name: str, text: str) -> None:
        self.page.locator(f"[name='{name}']").fill(text)

    def choose(self, name: str, value: str) -> None:
        control = self.page.locator(f"select[name='{name}']")
        if control.count():
            control.select_option(value)
        else:
            self.page.locator(
                f"[name='{name}'][value='{value}'], [name='{name}']:not([value])"
            ).check()

    def press(self, selector: str) -> None:
        self.page.locator(selector).first.click()


def apply(page: Page, hands: Keys | Fingers, call: Call, side: Side, email: str) -> Application:
    """From the public page through the check and the form to the acknowledgement."""
    page.goto(call.get_absolute_url())
    hands.press(f"a[href$='/passt-es/{side}/']")
    page.wait_for_url("**/passt-es/**")
    for question in call.eligibility_questions.filter(side=side).order_by("position"):
        hands.choose(f"q{question.pk}", question.fitting)
    hands.press("main form button.btn")
    page.wait_for_selector(f"a[href$='/neu/{call.slug}/{side}/']")
    hands.press(f"a[href$='/neu/{call.slug}/{side}/']")
    page.wait_for_url("**/neu/**")
    hands.write("email", email)
    hands.press("main form button.btn")
    for given in PAGES[side]:
        page.wait_for_selector("[name=versions]", state="attached")
        here = page.url
        for name, said in given.items():
            if isinstance(said, str):
                hands.write(name, said)
            else:
                hands.choose(name, said[0])
        hands.press("form:has([name=versions]) button.btn:not(.plain)")
        page.wait_for_url(lambda url, here=here: url != here)
    hands.choose("truth", "on")
    hands.press("form:has([name=truth]) button.btn")
    page.wait_for_url(re.compile(r"/bewerbungen/\d+/$"))
    return Application.objects.get(applicants__person__email=email)


@pytest.mark.parametrize("side", Side)
def test_a_phone_and_a_keyboard_are_enough(walk: Walk, call: Call, side: Side) -> None:
    with walk.browser(on=TODAY, phone=True, locale="de-DE") as page:
        application = apply(page, Keys(page), call, side, "tasten@example.org")
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text(re.compile("eingegangen"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

    assert (application.state, application.number[-3:]) == ("submitted", "001")
    assert application.number in walk.mail_to("tasten@example.org").subject


@pytest.mark.parametrize("side", Side)
def test_no_script_is_needed(walk: Walk, call: Call, side: Side) -> None:
    with walk.browser(on=TODAY, phone=True, scripts=False) as page:
        application = apply(page, Fingers(page), call, side, "schlicht@example.org")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your application has arrived")

    answers = queries.latest_answers(application)
    assert answers["hours_month"] == (8 if side == Side.ORGANISATION else 24)


# What gets in the way ---------------------------------------------------------------------


@pytest.fixture
def draft(walk: Walk) -> Application:
    ada = person("Ada")
    application = actions.start(group_of(Side.ORGANISATION), person=ada, by=ada)
    for key, raw in TYPED.items():
        actions.answer(application, key, raw, by=ada)
    return application


def problem_of(application: Application) -> str:
    return filled(application.sheet).values()["problem"]


def test_what_is_typed_without_a_connection_is_sent_when_it_is_back(
    walk: Walk, draft: Application
) -> None:
    with walk.browser(on=TODAY, person=person("Ada"), phone=True) as page:
        page.goto(f"/bewerbungen/{draft.pk}/seite/challenge/")
        page.context.set_offline(True)
        page.locator("[name=problem]").fill("Im Funkloch getippt.")
        page.locator("[name=affected]").focus()
        expect(
            page.get_by_text("Not saved yet. Your text is kept in this browser.")
        ).to_be_visible()
        assert problem_of(draft) == TYPED["problem"]
        page.locator("form:has([name=versions]) button.btn:not(.plain)").click()
        expect(page.locator("[data-save-words]")).to_contain_text("and the next page opens")
        expect(page.locator("[name=problem]")).to_have_value("Im Funkloch getippt.")

        page.context.set_offline(False)
        page.wait_for_url("**/seite/goal/")
    walk.complaints[:] = [c for c in walk.complaints if "ERR_INTERNET_DISCONNECTED" not in c]

    assert problem_of(draft) == "Im Funkloch getippt."


def test_two_editors_see_both_texts_and_nothing_is_overwritten(
    walk: Walk, draft: Application
) -> None:
    Applicant.objects.create(application=draft, person=person("Max"), part=Applicant.Part.EDITOR)
    address = f"/bewerbungen/{draft.pk}/seite/challenge/"
    with (
        walk.browser(on=TODAY, person=person("Ada"), phone=True) as ada,
        walk.browser(on=TODAY, person=person("Max"), scripts=False) as max_,
    ):
        ada.goto(address)
        max_.goto(address)
        ada.locator("[name=problem]").fill("Adas Text.")
        ada.locator("[name=affected]").focus()
        expect(ada.locator("[data-save-words]")).to_have_text(re.compile("Saved at"))
        max_.locator("[name=problem]").fill("Maxens Text.")
        max_.locator("form:has([name=versions]) button.btn:not(.plain)").click()

        notice = max_.locator(".notice", has_text="Another answer was saved in the meantime")
        expect(notice).to_contain_text("Adas Text.")
        expect(notice).to_contain_text("Maxens Text.")
        expect(max_.locator("[name=problem]")).to_have_value("Maxens Text.")
        assert problem_of(draft) == "Adas Text."
        max_.locator("form:has([name=versions]) button.btn:not(.plain)").click()
        max_.wait_for_url("**/seite/goal/")
        assert problem_of(draft) == "Maxens Text."

        ada.locator("[name=problem]").fill("Adas zweiter Text.")
        ada.locator("[name=affected]").focus()
        expect(ada.get_by_text("another answer was saved here: “Maxens Text.”")).to_be_visible()
        expect(ada.locator("[data-save-words]")).to_contain_text("Not saved yet")
        ada.locator("[name=affected]").fill("Alle.")  # other answers go on being saved
        ada.reload()  # kept, and asked again
        expect(ada.locator("[name=problem]")).to_have_value("Adas zweiter Text.")
        expect(ada.locator("#id_problem_count")).to_have_text("782 characters left")
        expect(ada.get_by_text("another answer was saved here: “Maxens Text.”")).to_be_visible()
        assert problem_of(draft) == "Maxens Text."
        ada.get_by_role("button", name="Take the other one").click()
        expect(ada.locator("[name=problem]")).to_have_value("Maxens Text.")
        assert ada.evaluate("localStorage.length") == 0

        max_.goto(address)
        max_.locator("[name=problem]").fill("Maxens letzter Text.")
        max_.locator("form:has([name=versions]) button.btn:not(.plain)").click()
        max_.wait_for_url("**/seite/goal/")
        ada.locator("[name=problem]").fill("Adas letzter Text.")
        ada.locator("[name=affected]").focus()
        ada.get_by_role("button", name="Save mine").click()
        expect(ada.locator("[data-save-words]")).to_have_text(re.compile("Saved at"))

    assert problem_of(draft) == "Adas letzter Text."


@pytest.fixture
def profile(walk: Walk) -> Application:
    ada = person("Ada")
    return actions.start(group_of(Side.CREATIVE), person=ada, by=ada)


def picture(name: str) -> FilePayload:
    made = io.BytesIO()
    Image.new("RGB", (20, 20), (29, 63, 192)).save(made, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": made.getvalue()}


def test_a_file_saves_itself_and_another_one_replaces_it(walk: Walk, profile: Application) -> None:
    def there() -> list[str]:
        return [file.name for file in filled(profile.sheet).files.values()]

    with walk.browser(on=TODAY, person=person("Ada"), phone=True) as page:
        page.goto(f"/bewerbungen/{profile.pk}/seite/consents/")
        chosen = page.locator("#id_portrait")
        chosen.set_input_files(picture("eins.png"))
        expect(page.get_by_role("link", name="eins.png")).to_be_visible()
        expect(page.locator("[data-save-words]")).to_have_text(re.compile("Saved at"))
        page.get_by_label("Remove when I save below: eins.png").check()
        page.reload()  # a tick waits for the button, so nothing is gone by mistake
        assert there() == ["eins.png"]

        chosen.set_input_files({**picture("x.png"), "buffer": b"MZ" + b"\0" * 200})
        expect(page.locator("p.err")).to_contain_text("not what its name says")
        expect(page.locator("[data-save-words]")).to_contain_text("not what its name says")
        chosen.set_input_files(picture("zwei.png"))
        expect(page.get_by_role("link", name="zwei.png")).to_be_visible()
        expect(page.locator("p.err")).to_have_count(0)
        page.locator("form:has([name=versions]) button.btn.plain").click()
        page.wait_for_url(f"**/bewerbungen/{profile.pk}/")

    assert there() == ["zwei.png"]


def test_a_file_without_a_connection_holds_the_page_until_it_is_sent(
    walk: Walk, profile: Application
) -> None:
    asked: list[str] = []
    with walk.browser(on=TODAY, person=person("Ada"), phone=True) as page:
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.goto(f"/bewerbungen/{profile.pk}/seite/consents/")
        page.context.set_offline(True)
        page.locator("#id_portrait").set_input_files(picture("ich.png"))
        expect(page.locator("[data-save-words]")).to_contain_text("stay on this page until then")
        page.locator("body").click(position={"x": 2, "y": 2})  # only who acts is asked
        page.evaluate("location.href = '/'")
        page.context.set_offline(False)
        expect(page.get_by_role("link", name="ich.png")).to_be_visible()
    walk.complaints[:] = [c for c in walk.complaints if "ERR_INTERNET_DISCONNECTED" not in c]

    assert asked == ["beforeunload"]


def test_what_is_typed_while_an_answer_is_being_saved_is_saved_too(
    walk: Walk, draft: Application
) -> None:
    held: list[Route] = []
    with walk.browser(on=TODAY, person=person("Ada"), phone=True) as page:
        page.goto(f"/bewerbungen/{draft.pk}/seite/challenge/")
        page.route("**/speichern/", lambda one: one.continue_() if held else held.append(one))
        page.locator("[name=problem]").fill("Erst ein Satz.")
        with page.expect_request("**/speichern/"):
            pass
        page.locator("[name=problem]").press_sequentially(" Und noch einer.")
        with page.expect_response(lambda said: "noch+einer" in (said.request.post_data or "")):
            held[0].continue_()
        expect(page.locator("[data-save-words]")).to_have_text(re.compile("Saved at"))

    assert problem_of(draft) == "Erst ein Satz. Und noch einer."


def test_text_that_waits_in_the_browser_is_sent_by_whichever_page_comes_next(
    walk: Walk, draft: Application
) -> None:
    with walk.browser(on=TODAY, person=person("Ada"), phone=True) as page:
        type_offline(page, draft, "Neu und ungesendet.")
        page.context.set_offline(False)

        page.goto(f"/bewerbungen/{draft.pk}/pruefen/")

        expect(
            page.get_by_text("Text that could not be saved before is saved now.")
        ).to_be_visible()
        expect(page.locator("dl.sum").get_by_text("Neu und ungesendet.")).to_be_visible()
        assert page.evaluate("localStorage.length") == 0
    walk.complaints[:] = [c for c in walk.complaints if "ERR_INTERNET_DISCONNECTED" not in c]

    assert problem_of(draft) == "Neu und ungesendet."


def test_nothing_is_handed_in_without_the_text_that_waits(walk: Walk, draft: Application) -> None:
    with walk.browser(on=TODAY, person=person("Ada"), phone=True) as page:
        type_offline(page, draft, "Adas Text.")
        page.context.set_offline(False)
        actions.answer(draft, "problem", "Maxens Text.", by=person("Max"))

        page.goto(f"/bewerbungen/{draft.pk}/pruefen/")
        notice = page.locator(".notice", has_text="Text that you typed is not saved yet")
        expect(notice).to_be_visible()
        page.locator("[name=truth]").check()
        page.locator("form:has([name=truth]) button.btn").click()
        expect(notice).to_be_focused()
        notice.get_by_role("link", name="Go to the text that waits").click()
        expect(page.locator("[name=problem]")).to_have_value("Adas Text.")
        page.get_by_role("button", name="Save mine").click()
        expect(page.locator("[data-save-words]")).to_have_text(re.compile("Saved at"))
        page.goto(f"/bewerbungen/{draft.pk}/pruefen/")
        page.locator("[name=truth]").check()
        page.locator("form:has([name=truth]) button.btn").click()
        page.wait_for_url(re.compile(r"/bewerbungen/\d+/$"))
    walk.complaints[:] = [c for c in walk.complaints if "ERR_INTERNET_DISCONNECTED" not in c]

    assert queries.latest_answers(draft)["problem"] == "Adas Text."


def type_offline(page: Page, application: Application, text: str) -> None:
    """Where there is no network, and then away from the page."""
    page.goto(f"/bewerbungen/{application.pk}/seite/challenge/")
    page.context.set_offline(True)
    page.locator("[name=problem]").fill(text)
    page.locator("[name=affected]").focus()
    expect(page.get_by_text("Not saved yet. Your text is kept in this browser.")).to_be_visible()
    page.goto("about:blank")
