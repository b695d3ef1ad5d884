import io
import json

import pikepdf
import pytest
from django.urls import reverse

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy import actions, queries
from scharnier.foundation.privacy.models import Consent, DataSubjectRequest
from tests.personas import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def consent(directory) -> Consent:
    return actions.give(person("Kim"), purpose="directory", by=None)


def test_the_page_shows_what_one_agreed_to(as_person, consent):
    html = as_person(person("Kim")).get(reverse("privacy:my_data")).content.decode()

    assert "Verzeichnis" in html
    assert reverse("privacy:withdraw", args=[consent.pk]) in html


def test_withdrawing_is_one_click(as_person, consent):
    response = as_person(person("Kim")).post(reverse("privacy:withdraw", args=[consent.pk]))

    assert response.status_code == 302
    assert not queries.has_consent(person("Kim"), "directory")


def test_strangers_cannot_withdraw_it(as_person, consent):
    response = as_person(person("Sam")).post(reverse("privacy:withdraw", args=[consent.pk]))

    assert response.status_code == 404
    assert queries.has_consent(person("Kim"), "directory")


def test_the_copy_holds_everything_and_nothing_of_others(as_person, consent):
    person("Sam")

    response = as_person(person("Kim")).post(reverse("privacy:export_json"))

    whole = json.loads(response.content)
    by_label = {section["label"]: section["content"] for section in whole["sections"]}
    assert response["Content-Disposition"].startswith("attachment;")
    assert by_label["Person"]["email"] == "kim@example.org"
    assert "sam@example.org" not in response.content.decode()
    assert DataSubjectRequest.objects.get().kind == "access"


def test_the_copy_as_pdf_is_tagged(as_person, consent):
    response = as_person(person("Kim")).post(reverse("privacy:export_pdf"))

    with pikepdf.open(io.BytesIO(response.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("en")


def test_erasing_asks_once_more(as_person):
    client = as_person(person("Kim"), htmx=True)
    address = reverse("privacy:erase")

    refused = client.post(address, {"sure": ""})

    assert refused.status_code == 422
    assert Person.objects.get().is_active

    done = client.post(address, {"sure": "on"})

    assert done["HX-Redirect"] == reverse("privacy:erased")
    assert not Person.objects.get().is_active
    assert "_auth_user_id" not in client.session


def test_the_copy_is_not_for_get_requests(as_person):
    assert as_person(person("Kim")).get(reverse("privacy:export_json")).status_code == 405


def test_everybody_may_read_how_long_what_is_kept(as_person):
    html = as_person().get(reverse("privacy:periods")).content.decode()

    assert "24 months" in html
