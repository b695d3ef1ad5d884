"""By when an applicant hears from us, on the page, in the receipt and in a calendar."""

import datetime as dt

import icalendar
import pytest
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.foundation.web import formats
from scharnier.stages.applications import actions
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Call, CallDate
from tests.stages.applications.conftest import answer_all
from tests.stages.applications.test_views import url, with_link

pytestmark = pytest.mark.django_db


def add_day(call: Call, kind: str, title: str, on: dt.date) -> CallDate:
    words = LazyI18nString({"de": title, "en": title})
    return CallDate.objects.create(call=call, kind=kind, title=words, on=on)


@pytest.fixture
def kickoff(call: Call) -> dt.date:
    on = clock.today() + dt.timedelta(days=90)
    add_day(call, "opening", "Start", clock.today() - dt.timedelta(days=9))
    add_day(call, "kickoff", "Kickoff in Schneeberg", on)
    return on


def test_the_receipt_and_the_page_say_by_when(kickoff: dt.date, complete: Application, ada: Person):
    ada.language = "en"
    ada.save()
    actions.submit(complete, by=ada)

    page = with_link(complete, ada).get(url("status", complete.pk)).text
    receipt = Mail.objects.get(template="applications/receipt").text

    by_when = f"You hear from us before the kickoff on {formats.day(kickoff)}."
    assert by_when in receipt.replace("\n", " ")
    assert by_when in page


def test_the_days_that_lie_ahead_come_as_a_calendar(
    kickoff: dt.date, submitted: Application, ada: Person
):
    browser = with_link(submitted, ada)
    address = reverse("calls:calendar", args=[submitted.call.slug])
    assert f'href="{address}"' in browser.get(url("status", submitted.pk)).text

    answer = browser.get(address)

    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"].startswith("text/calendar")
    assert [event.decoded("dtstart") for event in events] == [kickoff]
    assert "Kickoff in Schneeberg" in str(events[0]["summary"])


def test_a_call_that_is_not_public_has_no_calendar(client, call: Call):
    Call.objects.filter(pk=call.pk).update(state="draft")

    assert client.get(reverse("calls:calendar", args=[call.slug])).status_code == 404


def test_a_place_that_we_do_not_know_is_said_on_the_check_page(draft: Application, ada: Person):
    known, unknown = (
        with_link(answered(draft, ada, place), ada).get(url("check", draft.pk)).text
        for place in ("Seiffen", "Nirgendwo am Bach")
    )

    assert "We do not know this place" not in known
    assert "We do not know this place" in unknown


def answered(application: Application, by: Person, place: str) -> Application:
    answer_all(application, by, {"municipality": place})
    return application


def test_who_typed_on_after_the_deadline_gets_the_text_by_mail_once(
    draft: Application, ada: Person
):
    def night() -> int:
        actions.send_copies_of_what_came_too_late(by=None)
        return Mail.objects.filter(template="applications/too_late").count()

    before = night()
    with clock.at(draft.call.deadline_at + dt.timedelta(hours=1)):
        quiet = night()
        answer_all(draft, ada, {"problem": "Bis zuletzt getippt."})
        first, again = night(), night()

    assert (before, quiet, first, again) == (0, 0, 1, 1)
    mail = Mail.objects.get(template="applications/too_late")
    assert "Bis zuletzt getippt." in mail.text
    assert mail.to_address == ada.email
