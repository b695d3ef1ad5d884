"""The copy of what was handed in: with the receipt, and from the status page."""

import datetime as dt
import io

import pikepdf
import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.foundation.outbox import postman
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.applications import actions, document, queries
from scharnier.stages.applications.models import Application
from tests.personas import everybody, person


def copy_url(application: Application) -> str:
    return reverse("applications:copy", args=[application.pk])


def receipt_of(application: Application, template: str = "receipt") -> EmailMessage:
    mail = Mail.objects.about(application).get(template=f"applications/{template}")
    return postman.message_of(mail)


def title_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert read.Root.MarkInfo.Marked
        return str(read.docinfo["/Title"])


def test_the_receipt_carries_the_answers_as_a_tagged_pdf(submitted):
    name, content, kind = receipt_of(submitted).attachments[0]

    assert (name, kind) == ("bewerbung-b-001.pdf", "application/pdf")
    assert title_of(content) == "Bewerbung B-001"


def test_each_receipt_carries_the_version_it_is_about(submitted, fill, ada):
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        fill(submitted, problem="Ein zweites Problem.")
        actions.submit(submitted, by=ada)

    names = [
        receipt_of(submitted, name).attachments[0][0] for name in ("receipt", "receipt_of_change")
    ]
    assert names == ["bewerbung-b-001.pdf", "bewerbung-b-001-2.pdf"]


def test_the_copy_says_what_was_handed_in_and_not_what_is_being_changed(submitted, fill):
    fill(submitted, problem="Noch nicht abgeschickt.")

    facts = document.facts_of(queries.latest_version(submitted))

    said = dict(row for section in facts["sections"] for row in section["rows"])
    assert said["What challenge do you face?"] == "Bestellungen kommen per Zettel."
    assert (facts["title"], facts["language"]) == ("Application B-001", "en")


def test_what_was_forgotten_is_attached_to_no_mail(submitted):
    actions.forget(submitted, by=None)

    assert receipt_of(submitted).attachments == []


def test_the_status_page_leads_to_the_copy(submitted, ada, as_person):
    client: Client = as_person(ada)
    assert copy_url(submitted) in client.get(submitted.get_absolute_url()).text

    answer = client.get(copy_url(submitted))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="application-b-001.pdf"'
    assert title_of(answer.content) == "Application B-001"


def test_a_draft_has_no_copy(draft, ada, as_person):
    assert copy_url(draft) not in as_person(ada).get(draft.get_absolute_url()).text
    assert as_person(ada).get(copy_url(draft)).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("Ada", 200), ("Olu", 200), ("Nia", 200), ("Rey", 404), ("Jun", 404), ("Tom", 404),
     ("Fay", 404), ("Max", 404), ("Sam", 404), ("", 302)],
)  # fmt: skip
def test_who_may_have_the_copy(submitted, programme, as_person, who, status):
    everybody(programme)

    answer = as_person(person(who) if who else None).get(copy_url(submitted))

    assert answer.status_code == status
