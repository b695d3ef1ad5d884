import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.foundation.people import actions, doors, passes, renewals
from scharnier.foundation.people.models import Pass, Person
from tests.factories import PersonFactory
from tests.personas import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    """The address of a pass of Ada to her own row; its door leads to “My data”."""
    doors.register("test", lambda subject: reverse("privacy:my_data"))
    ada = person("Ada")
    url = passes.issue("test", ada, to=ada, days=3)
    yield url.removeprefix("http://localhost:8000")
    doors._doors.pop("test")


@pytest.fixture
def asked():
    """The addresses for which a new link of purpose ``test`` was asked."""
    addresses: list[str] = []
    renewals.register("test", addresses.append)
    yield addresses
    renewals._renewals.pop("test")


def test_opening_a_link_changes_nothing(as_person, link):
    client = as_person()

    response = client.get(link)

    assert response.status_code == 200
    assert list(client.session.keys()) == []
    assert "no-store" in response["Cache-Control"]


def test_a_link_of_somebody_without_a_name_names_the_address(as_person, link):
    Person.objects.update(name="")

    page = as_person().get(link, headers={"accept-language": "en"}).text

    assert "This link is for ada@example.org and opens" in page


def test_the_button_opens_the_door(as_person, link):
    client = as_person()

    response = client.post(link)

    assert (response.status_code, response.url) == (302, reverse("privacy:my_data"))
    assert client.session["passes"] == [Pass.objects.get().pk]
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("what", ["expired", "revoked", "invented", "inactive"])
def test_a_link_that_opens_nothing_says_how_to_get_a_new_one(as_person, link, what):
    ada = person("Ada")
    if what == "expired":
        Pass.objects.update(expires_at=clock.now() - dt.timedelta(seconds=1))
    if what == "revoked":
        actions.revoke_passes(ada, purpose="test", by=None)
    if what == "inactive":
        ada.is_active = False
        ada.save()
    client = as_person()

    response = client.post("/link/invented/" if what == "invented" else link)

    assert response.status_code == 410
    assert reverse("people:pass_needed") in response.content.decode()
    assert "passes" not in client.session


def test_known_and_unknown_addresses_get_the_same_answer(as_person, asked):
    person("Ada")
    client = as_person()

    def ask(email: str) -> str:
        client.cookies.clear()
        html = client.post("/link/neu/?purpose=test", {"email": email}).content.decode()
        return html.split("<main")[1].split("</main>")[0]

    assert ask("ada@example.org") == ask("sam@example.org")
    assert asked == ["ada@example.org", "sam@example.org"]


def test_an_unknown_purpose_asks_all(as_person, asked):
    as_person().post("/link/neu/?purpose=nothing", {"email": "Ada@Example.org"})

    assert asked == ["ada@example.org"]


def test_asking_for_a_link_works_with_htmx_too(as_person, asked):
    client = as_person(htmx=True)

    refused = client.post("/link/neu/", {"email": "nobody"})
    sent = client.post("/link/neu/", {"email": "ada@example.org"})

    assert (refused.status_code, sent.status_code) == (422, 200)
    assert refused.content.decode().strip().startswith("<form")
    assert asked == ["ada@example.org"]


def test_the_way_back_stays_in_the_house(as_person):
    sign_in = reverse("account_request_login_code")

    inside = as_person().get("/link/neu/?next=/bewerbungen/1/").content.decode()
    outside = as_person().get("/link/neu/?next=https://evil.example/").content.decode()

    assert f'href="{sign_in}?next=%2Fbewerbungen%2F1%2F"' in inside
    assert f'href="{sign_in}"' in outside


def test_a_link_to_something_that_is_gone_opens_nothing(as_person):
    gone = PersonFactory()
    url = passes.issue("test", gone, to=person("Ada"), days=3).removeprefix("http://localhost:8000")
    gone.delete()

    assert as_person().get(url).status_code == 410


def test_one_mailbox_gets_five_links_an_hour_and_a_house_may_ask_for_more(as_person, asked):
    cache.clear()
    client, address = as_person(), f"{reverse('people:pass_needed')}?purpose=test"

    one = [client.post(address, {"email": "a@example.org"}).status_code for _n in range(6)]
    others = [client.post(address, {"email": f"n{n}@example.org"}).status_code for n in range(15)]

    assert one == [200] * 5 + [429]
    assert others == [200] * 15
    assert asked.count("a@example.org") == 5
