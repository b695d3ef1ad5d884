"""What nobody is offered any more once the jury has said its last word."""

import pytest
from django.urls import reverse

from tests.factories import VerdictFactory
from tests.personas import with_role

pytestmark = pytest.mark.django_db


def verdict_of(outcome, state="released"):
    return VerdictFactory(
        outcome=outcome,
        state=state,
        case__challenge__state="handed_in",
        case__challenge__team__confirmed=True,
        case__jury_day__state="released",
    )


@pytest.mark.parametrize(
    ("outcome", "state", "is_offered"),
    [
        ("approved", "released", False),
        ("rejected", "released", False),
        ("revise", "released", True),
        ("approved", "prepared", True),
    ],
)
def test_a_question_is_given_back_only_until_the_jury_has_decided(
    as_person, outcome, state, is_offered
):
    challenge = verdict_of(outcome, state).case.challenge
    lead = as_person(with_role("Olu", challenge.team.round.programme))
    address = reverse("challenges:reopen", args=[challenge.pk])

    page = lead.get(reverse("challenges:detail", args=[challenge.pk])).text

    assert (address in page) is is_offered
    assert lead.get(address).status_code == (200 if is_offered else 403)


def test_a_released_jury_day_is_read_and_not_run(as_person):
    day = verdict_of("approved").case.jury_day
    lead = as_person(with_role("Olu", day.round.programme))

    page = lead.get(reverse("jury:day", args=[day.pk])).text
    deliberation = lead.get(reverse("jury:deliberation", args=[day.pk])).text

    assert "Verdicts and minutes" in page
    for name in ("moderate", "change", "invite", "add_case"):
        assert reverse(f"jury:{name}", args=[day.pk]) not in page
    assert reverse("jury:release", args=[day.pk]) not in deliberation
