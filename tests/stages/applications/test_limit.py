"""How many applications one person or organisation may hand in to a call."""

import pytest

from scharnier.stages.applications import actions
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.refusals import AddressNotShown, EnoughAlready
from scharnier.stages.applications.states import ApplicationState
from tests.personas import person

FULL = "One person or organisation can hand in 1 application to this call, and there is one"


@pytest.fixture
def limited(complete) -> Application:
    complete.target_group.most_each = 1
    complete.target_group.save()
    return complete


def another(group, fill, owner, **typed) -> Application:
    application = actions.start(group, person=owner, by=owner)
    fill(application)
    for key, raw in typed.items():
        actions.answer(application, key, raw, by=owner)
    application.refresh_from_db()
    return application


def test_without_a_limit_one_person_hands_in_as_often_as_they_like(complete, fill, ada):
    actions.submit(complete, by=ada)
    actions.submit(another(complete.target_group, fill, ada), by=ada)

    assert Application.objects.submitted().count() == 2


def test_the_second_of_one_person_is_refused_with_the_number_of_the_first(limited, fill, ada):
    actions.submit(limited, by=ada)
    second = another(limited.target_group, fill, ada, org_name="Zweite GmbH")

    with pytest.raises(EnoughAlready, match=f"{FULL} already: B-001"):
        actions.submit(second, by=ada)

    second.refresh_from_db()
    assert (second.state, second.number) == (ApplicationState.DRAFT, None)


def test_the_second_of_one_firm_is_refused_whoever_typed_it(limited, fill, ada):
    actions.submit(limited, by=ada)
    max_ = person("Max")

    with pytest.raises(EnoughAlready):
        actions.submit(another(limited.target_group, fill, max_), by=max_)
    elsewhere = another(limited.target_group, fill, max_, municipality="Schneeberg")
    actions.submit(elsewhere, by=max_)

    assert elsewhere.number == "B-002"


def test_what_was_withdrawn_does_not_count_and_a_change_is_no_second_one(limited, fill, ada):
    actions.submit(limited, by=ada)
    actions.answer(limited, "problem", "Genauer.", by=ada)
    actions.submit(limited, by=ada)
    actions.withdraw(limited, by=ada)

    again = another(limited.target_group, fill, ada)
    actions.submit(again, by=ada)

    assert again.number == "B-002"


def test_the_page_says_so_where_it_is_handed_in(client, limited, fill, ada):
    actions.submit(limited, by=ada)
    second = another(limited.target_group, fill, ada)
    client.force_login(ada)

    answer = client.post(
        f"/bewerbungen/{second.pk}/pruefen/", {"truth": "on"}, headers={"accept-language": "en"}
    )

    assert answer.status_code == 422
    [said] = answer.context["form"].non_field_errors()
    assert said.startswith(f"{FULL} already: B-001")


def test_where_there_is_a_limit_only_shown_addresses_hand_in(limited, fill, ada):
    """Else a stranger uses it up for others, or reads that they have applied."""
    first = "Open the link in our mail first"
    with pytest.raises(AddressNotShown, match=first):
        actions.submit(limited, confirmed=False, by=ada)
    actions.submit(limited, by=ada)

    with pytest.raises(AddressNotShown, match=first):
        actions.submit(another(limited.target_group, fill, ada), confirmed=False, by=ada)
