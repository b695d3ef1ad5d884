"""The demo tells its storyline with every odd case, and everybody in it has something to do."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from scharnier.desk.demo.personas import PERSONAS
from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.models import Consent, DataSubjectRequest
from scharnier.stages.applications.models import Application, ImportRow, QuestionBack
from scharnier.stages.applications.queries import latest_answers
from scharnier.stages.blueprints.models import Blueprint, BlueprintReuse
from scharnier.stages.calls.models import Call
from scharnier.stages.events.models import Event
from scharnier.stages.jury.models import Bias, Condition, JuryDay, JuryVerdict
from scharnier.stages.matching.models import BoardMove, Team, TeamMember, Wish
from scharnier.stages.projects.models import CheckIn, Project, Voucher
from scharnier.stages.projects.queries import faults_of
from scharnier.stages.reviews.models import Decision, EligibilityCheck
from tests import story

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: object, stories: Path) -> Iterator[None]:
    """The whole story, committed; emptied again afterwards."""
    with django_db_blocker.unblock(), story.told(stories):
        yield


def counted(rows: object, field: str = "state") -> dict[str, int]:
    return dict(Counter(rows.values_list(field, flat=True)))


def first_round() -> dict[str, str]:
    return {"call__slug": "durchgang-eins"}


# The round ------------------------------------------------------------------------------


def test_the_story_is_the_one_that_is_told() -> None:
    applications = Application.objects.filter(**first_round())
    assert counted(applications.filter(side="organisation")) == {"submitted": 19, "withdrawn": 1}
    assert counted(applications.filter(side="creative")) == {"submitted": 39, "withdrawn": 1}
    assert Wish.objects.count() == 142
    assert counted(Team.objects) == {"confirmed": 11, "dissolved": 3}
    assert counted(JuryVerdict.objects, "outcome") == {"approved": 9, "conditions": 1, "revise": 1}
    assert counted(Project.objects) == {"agreeing": 1, "running": 5, "finished": 4}
    assert counted(Project.objects, "health_status") == {"green": 6, "amber": 3, "red": 1}
    assert counted(Blueprint.objects) == {"published": 5, "draft": 4}


def test_letters_leave_within_days_of_being_written() -> None:
    released = Mail.objects.exclude(released_at=None).values_list("created_at", "released_at")
    assert max(left - written for written, left in released) < dt.timedelta(days=7)


def test_thirteen_firms_and_thirty_one_creatives_came_to_the_kickoff() -> None:
    came = Event.objects.get(kind="kickoff").registrations.filter(attended_at__isnull=False)
    firms = Application.objects.filter(
        side="organisation", applicants__person__in=came.values("person"), **first_round()
    )

    assert (came.count(), firms.count()) == (44, 13)


def test_seven_teams_had_signed_three_days_after_the_jury() -> None:
    first = JuryDay.objects.earliest("held_on")
    day = dt.datetime.combine(first.held_on + dt.timedelta(days=3), dt.time(23), tzinfo=dt.UTC)

    assert Project.objects.filter(started_at__lte=day).count() == 8 - 1
    assert Project.objects.count() == 10


def test_the_round_meets_between_the_jury_and_the_final_event() -> None:
    meetings = Event.objects.exclude(kind="kickoff").order_by("starts_at")

    assert list(meetings.values_list("kind", flat=True)) == [
        "specialist", "peer_learning", "peer_learning", "network", "final",
    ]  # fmt: skip
    assert all(e.registrations.exists() for e in meetings)
    with clock.at(dt.datetime.combine(story.LAST_DAY, dt.time(12), tzinfo=dt.UTC)):
        assert [e.takes_registrations for e in meetings] == [False] * 4 + [True]


# The odd cases of the selection ------------------------------------------------------------


def test_a_firm_without_an_address_was_typed_by_the_agent() -> None:
    typed = Application.objects.get(channel="agent")
    owner = typed.applicants.get().person
    decision = Decision.objects.get(application=typed)

    assert (str(typed), typed.state, typed.is_late) == (
        "Freibad-Förderverein Musterbad", "submitted", False,
    )  # fmt: skip
    assert (owner.email, owner.phone) == (None, "+49 3733 00012")
    assert (decision.outcome, decision.rank) == ("waitlisted", 4)


def test_what_came_late_twice_or_does_not_fit_is_known_as_that() -> None:
    late = Application.objects.get(is_late=True)
    refused = EligibilityCheck.objects.filter(is_eligible=False).order_by("application__number")

    assert str(late) == "Muster-Rad- und Wanderreisen"
    assert ImportRow.objects.filter(outcome="duplicate").count() == 1
    assert [str(check.application) for check in refused] == [
        "Muster Werkzeugbau Präzision GmbH & Co. KG",
        "Beispiel-Pflegedienst Bergland",
        "Muster-Rad- und Wanderreisen",
    ]


def test_a_creative_speaks_czech_where_the_tour_is_in_czech() -> None:
    creative = Application.objects.get(name="Klangraum Beispiel")

    assert latest_answers(creative)["languages"] == ["de", "cs"]


# The odd cases of the teams ----------------------------------------------------------------


def test_somebody_fell_ill_and_was_replaced() -> None:
    gone = TeamMember.objects.select_related("team", "application").get(state="replaced")
    came = gone.team.members.get(state="confirmed")

    assert (str(gone.application), str(came.application)) == ("Kamera Kammweg", "Spielschmiede Erz")


def test_the_agent_set_a_rule_or_a_proposal_aside_with_a_reason() -> None:
    assert BoardMove.objects.exclude(reason="").exists()


def test_a_juror_who_sits_on_a_board_with_a_creative_does_not_judge_her_team() -> None:
    bias = Bias.objects.get(seat__jury_day__state="open")

    assert str(bias.seat.person) == "Lutz Hartmann"
    assert [str(m.application) for m in bias.case.challenge.team.members.all()] == [
        "Bühne auf Rädern"
    ]


def test_one_team_came_back_to_the_jury_and_one_has_a_condition_to_meet() -> None:
    revised = JuryVerdict.objects.get(outcome="revise").case.challenge
    condition = Condition.objects.get()

    assert list(
        JuryVerdict.objects.filter(case__challenge=revised)
        .order_by("pk")
        .values_list("outcome", flat=True)
    ) == ["revise", "approved"]
    assert (condition.met_at, "Datenschutz" in condition.text) == (None, True)


# The odd cases of the work -----------------------------------------------------------------


def test_a_talk_without_reception_was_noted_days_later() -> None:
    talk = CheckIn.objects.get(note__startswith="Im Tal ohne Netz")

    client = Client(headers={"accept-language": "de"})
    client.force_login(Person.objects.get(email="agentin.erzgebirge@example.org"))
    page = client.get(talk.project.get_absolute_url()).text

    assert (talk.written_at.date() - talk.held_on).days == 3
    assert "notiert am" in page


def test_the_vouchers_have_their_faults() -> None:
    by_number = {v.voucher_number: v for v in Voucher.objects.select_related("file")}

    assert faults_of(by_number["V-031"]) == ["no_payment_date"]
    assert "before_period" in faults_of(by_number["V-044"])
    assert by_number["V-052"].file.content_type == "application/xml"
    assert (by_number["2027-014"].state, bool(by_number["2027-014"].query)) == ("queried", True)


def test_a_company_bears_no_levy() -> None:
    vouchers = Voucher.objects.filter(project__team__organisation__name="Muster-Gasthof am Kamm")

    assert set(vouchers.values_list("bears_levy", flat=True)) == {False}


def test_who_wants_to_be_forgotten_stays_on_the_voucher_that_the_law_keeps() -> None:
    request = DataSubjectRequest.objects.get(kind="erasure")

    assert request.state == "blocked"
    assert [kept["why"] for kept in request.kept] != []
    assert Voucher.objects.get(voucher_number="2027-K40").payee == "Automatik und Anmut"


def test_one_participant_wants_no_photographs() -> None:
    photos = Consent.objects.filter(text__purpose="photo")

    assert (photos.count(), photos.in_force().count()) == (20, 19)


def test_what_is_under_an_embargo_is_not_in_the_library_and_another_is_in_use() -> None:
    with clock.at(dt.datetime.combine(story.LAST_DAY, dt.time(12), tzinfo=dt.UTC)):
        assert Blueprint.objects.public().count() == 4
    assert [str(r.blueprint) for r in BlueprintReuse.objects.all()] == [
        "Sieben-Tage-Einstieg im Ehrenamt"
    ]


# Something to do ---------------------------------------------------------------------------


def test_the_next_call_is_half_through() -> None:
    call = Call.objects.get(slug="durchgang-zwei")
    applications = Application.objects.filter(call=call)

    assert counted(applications, "side") == {"organisation": 3, "creative": 4}
    assert EligibilityCheck.objects.filter(application__call=call).count() == 6
    asked = QuestionBack.objects.get()
    assert (asked.state, asked.keys, asked.application.call) == ("open", ["hours_month"], call)


WAITING = {
    "leitung@example.org": "4 Belege prüfen",
    "agentin.erzgebirge@example.org": "1 Bewerbung formal prüfen",
    "sichtung.eins@example.org": "5 Bewerbungen sichten",
    "jury.eins@example.org": "Der Jurytag ist eröffnet",
    "kasse@example.org": "4 Belege prüfen",
    "ministerium@example.org": "Bewilligt",
    "o02@example.org": "Rückfrage zum Beleg V-003 Büro Klarform",
    "k02@example.org": "Rückfrage zum Beleg V-003 Büro Klarform",
}


@pytest.mark.parametrize("email", [persona.email for persona in PERSONAS])
def test_nobody_steps_into_an_empty_day(email: str) -> None:
    client = Client(headers={"accept-language": "de"})
    client.force_login(Person.objects.get(email=email))

    with clock.at(dt.datetime.combine(story.LAST_DAY, dt.time(12), tzinfo=dt.UTC)):
        page = client.get("/heute/").text

    assert WAITING[email] in page
