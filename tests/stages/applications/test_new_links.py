"""Asking for a new link: one mail, and it says what its link is for."""

import datetime as dt

import pytest

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import renewals
from scharnier.foundation.people.models import Person
from scharnier.stages.applications import actions, mails
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Side
from tests.factories import CallFactory, days
from tests.stages.applications.conftest import group_of

pytestmark = pytest.mark.django_db


def new_link(who: Person) -> Mail:
    """The one mail that comes of asking for a link."""
    before = list(Mail.objects.values_list("pk", flat=True))
    renewals.renew(mails.PURPOSE, who.email)
    return Mail.objects.exclude(pk__in=before).get()


def test_what_can_still_be_handed_in_comes_first_and_the_rest_is_told_apart(submitted, ada):
    ada.language = "en"
    ada.save()
    with clock.at(submitted.call.deadline_at + dt.timedelta(days=300)):
        group = group_of(Side.ORGANISATION, CallFactory(opens_at=days(-1), deadline_at=days(30)))
        draft = actions.start(group, person=ada, by=ada)

        mail = new_link(ada)

    assert mail.subject_id == draft.pk
    below = mail.text.partition("This is yours as well")[2]
    assert f"{submitted.number}, {submitted.call.round.name}: http" in below
    assert Application.objects.count() == 2


def test_nobody_is_told_to_hand_in_what_is_handed_in_or_over(submitted, ada):
    ada.language = "en"
    ada.save()
    in_time = new_link(ada)
    with clock.at(submitted.call.deadline_at + dt.timedelta(days=300)):
        afterwards = new_link(ada)

    assert submitted.number in in_time.subject
    assert "Hand in" not in in_time.text
    assert "You may still change answers until" in in_time.text
    assert "With it you see what has become of it" in afterwards.text
    assert "You may still change" not in afterwards.text
