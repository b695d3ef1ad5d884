"""Every page of the product is one that axe looks at, or stands here with a reason."""

import pytest
from django.test import Client

from scharnier.foundation.people.models import Person
from tests.everywhere.places import PEOPLE, Places, addresses
from tests.journeys.accessibility.visits import BLOCKS, NO_PAGES

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]


def test_every_page_is_looked_at_by_axe(places: Places) -> None:
    lead = Client(raise_request_exception=False)
    lead.force_login(Person.objects.get(email=PEOPLE["lead"]))
    visited = {visit.name for visits in BLOCKS.values() for visit in visits}
    excepted = {name for names in NO_PAGES for name in names.split()}
    named = {address.name for address in addresses()}
    left = named - visited - excepted

    # What only acts answers no GET.
    pages = {name for name in left if lead.get(places.url(name)).status_code != 405}

    assert pages == set()
    assert (excepted | visited) - named == {"not found", "forbidden"}
    assert excepted & visited == set()
