"""Every address that names a row, tried by everybody: who is not in the table stays outside."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client

from scharnier.foundation.people.models import Person
from tests import streams
from tests.everywhere.places import PEOPLE, Places, addresses

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]

LEAD = {"lead"}
TEAM = {"lead", "agent"}
STAFF = {"lead", "agent", "reviewer", "juror", "treasurer", "observer"}
REVIEWER, JUROR, FIRM = {"reviewer"}, {"juror"}, {"firm"}
PARTNERS = {"firm", "creative"}
BOOKS = {"lead", "treasurer"}
GUESTS = set(PEOPLE) - {"nobody", "stranger"}  # those of the programme, with and without a role
ALL = set(PEOPLE)
# Nobody, as the row is in the demo: that the right people may in another state, its stage tests.
NOBODY: set[str] = set()

DOORS = {
    "desk": {"round": TEAM | {"observer"}, "step": LEAD, "money": TEAM | {"observer"}},
    "programmes": {
        "detail": STAFF, "change": LEAD, "colours": LEAD, "add_region": LEAD,
        "change_region": LEAD, "add_partner": LEAD, "change_partner": LEAD,
        "remove_partner": LEAD, "team": LEAD, "grant_role": LEAD, "revoke_role": LEAD,
        "round": STAFF,
    },
    "files": {
        "file": TEAM | PARTNERS | {"treasurer", "observer"},
        "thumbnail": TEAM | PARTNERS | {"treasurer", "observer"},
    },
    "outbox": {"mail": LEAD, "edit": LEAD, "discard": LEAD, "retry": LEAD, "settle": LEAD},
    "jobs": {"job": TEAM, "progress": TEAM, "stop": TEAM, "retry": TEAM},
    "privacy": {"withdraw": FIRM},
    "calls": {
        "create": LEAD, "detail": STAFF, "preview": STAFF, "texts": LEAD, "moments": LEAD,
        "publish": NOBODY, "unpublish": LEAD, "extend": LEAD, "archive": LEAD, "parts": LEAD,
        "add_part": LEAD, "change_part": LEAD, "move_part": LEAD, "remove_part": LEAD,
        "confirm_reminder": ALL, "stop_reminder": ALL, "embed": ALL, "page": ALL, "medium": ALL,
        "calendar": ALL, "eligibility": ALL, "remind": ALL,
    },
    "events": {
        # the kickoff of the demo is over: it is neither published nor cancelled any more
        "create": TEAM, "detail": TEAM, "change": TEAM, "publish": NOBODY, "cancel": NOBODY,
        "invite": TEAM, "check_in_list": TEAM, "walk_in": TEAM, "mark_attendance": TEAM,
        "attendance_list": TEAM, "page": GUESTS, "calendar": GUESTS, "register": GUESTS,
        "cancel_registration": {"firm", "creative", "other firm"},
    },
    "applications": {
        "begin": ALL, "enter_on_behalf": TEAM, "late_entry": TEAM, "remind_drafts": LEAD,
        "answers": TEAM, "import_run": TEAM, "import_mapping": TEAM, "import_apply": TEAM, "import": TEAM,
        "status": TEAM | FIRM, "page": TEAM | FIRM, "autosave": TEAM | FIRM, "check": TEAM | FIRM,
        "copy": TEAM | FIRM, "withdraw": NOBODY, "send_link": TEAM | FIRM,
        "confirm_consents": FIRM, "people": FIRM, "remove_person": NOBODY, "take_over": NOBODY,
        "ask_back": TEAM, "take_back_question": TEAM, "detail": TEAM, "merge": TEAM,
        "withdraw_on_behalf": NOBODY,
        "remind_to_send_again": TEAM,
    },
    "reviews": {
        "round": TEAM, "prepare": LEAD, "reasons": TEAM, "add_reason": LEAD,
        "change_reason": LEAD, "drop_reason": LEAD, "next_check": TEAM, "check": TEAM,
        "application": TEAM, "assign": LEAD, "decide": LEAD, "promote": LEAD,
        "organiser_conflict": TEAM, "spread": LEAD, "invite": LEAD, "review": REVIEWER,
        "begin": REVIEWER, "score": NOBODY, "hand_in": NOBODY, "take_back": REVIEWER,
        "declare_conflict": REVIEWER, "unassign": LEAD, "ranking": TEAM, "decide_ranking": LEAD,
        "decide_many": LEAD, "release": LEAD,
    },
    "matching": {
        "team": TEAM | PARTNERS | {"treasurer"}, "answer_for": TEAM, "agent": TEAM,
        "offer": TEAM, "take_back": TEAM, "dissolve": TEAM, "replace": TEAM, "board": TEAM,
        "step": TEAM, "open_wishes": TEAM, "invite": TEAM, "presence": TEAM, "check": TEAM, "attendance": TEAM, "move": TEAM,
        "costs": TEAM, "undo": TEAM, "pair": TEAM, "propose": TEAM, "proposal": TEAM,
        "discard": TEAM, "offer_all": TEAM, "wish_overview": TEAM, "wishes": TEAM | FIRM,
    },
    "challenges": {
        "detail": TEAM | PARTNERS, "print": TEAM | PARTNERS,
        "version": TEAM | PARTNERS, "ask": NOBODY,
        # Who sees it but has nothing to sign or hand in is told so.
        "sign": TEAM | PARTNERS, "hand_in": TEAM | PARTNERS,
        "remind": TEAM, "due": TEAM, "reopen": NOBODY,
    },
    "jury": {
        "day": TEAM | JUROR, "change": LEAD, "invite": TEAM, "tell_jurors": TEAM, "unseat": TEAM,
        "add_case": TEAM, "arrange": TEAM, "drop_case": TEAM, "moderate": TEAM,
        "open_scoring": TEAM, "deliberate": TEAM, "call": TEAM, "projector": TEAM, "reveal": TEAM,
        "juror": JUROR, "promise": JUROR, "case": JUROR, "text": JUROR, "save": JUROR,
        "hand_in": JUROR, "take_back": JUROR, "bias": JUROR, "deliberation": TEAM,
        "verdict": LEAD, "release": LEAD, "condition": TEAM, "minutes": TEAM,
    },
    "projects": {
        "enter": TEAM | PARTNERS | {"treasurer"}, "detail": TEAM | PARTNERS | {"treasurer"},
        "finish": TEAM, "reopen": NOBODY, "rename": TEAM | PARTNERS, "end_early": TEAM,
        "agreement": TEAM | PARTNERS | {"treasurer"}, "change_agreement": NOBODY,
        "budget": TEAM | PARTNERS | {"treasurer"}, "change_line": TEAM | PARTNERS,
        "drop_line": TEAM | PARTNERS, "add_voucher": TEAM | PARTNERS,
        "voucher": TEAM | PARTNERS | {"treasurer", "observer"},
        "change_voucher": TEAM | PARTNERS, "drop_voucher_file": TEAM | PARTNERS,
        "hand_in_voucher": TEAM | PARTNERS,
        "take_back_voucher": NOBODY, "accept_voucher": NOBODY, "query_voucher": NOBODY,
        "check_in": TEAM, "milestones": TEAM | PARTNERS, "reach_milestone": TEAM | PARTNERS,
        "prototype": TEAM | PARTNERS, "record_test": TEAM | PARTNERS,
    },
    "blueprints": {
        "enter": TEAM | PARTNERS, "work": TEAM | PARTNERS, "write": TEAM | PARTNERS,
        "ask_for_release": NOBODY, "release": NOBODY, "publish": NOBODY, "withdraw": TEAM,
        "embargo": TEAM | PARTNERS, "files": TEAM | PARTNERS, "show_reuse": TEAM,
        "discard_reuse": TEAM, "page": ALL, "pdf": ALL, "file": ALL, "reuse": ALL,
    },
}  # fmt: skip
EXPECTED = {f"{area}:{name}": who for area, doors in DOORS.items() for name, who in doors.items()}
# Who may pass is decided in Python, for all of them on SQLite; on PostgreSQL it is enough that
# every address is opened by somebody whom it serves and that a guest is turned away.
ASKED = (
    ("lead", "reviewer", "juror", "firm") if connection.vendor == "postgresql" else tuple(PEOPLE)
)
# What an address takes, as soon as it has answered 405 to somebody: the decorator that says so
# stands before everything that knows people and rows.
TAKES: dict[str, set[str]] = {}
# They name no row of ours: words, colours, one's own keys, a link that is itself the right.
NO_ROWS = ("web:", "mfa_", "people:pass")
OUTSIDE = ("/konto/anmelden/", "/link/neu/")


def test_every_address_that_names_a_row_stands_in_the_table() -> None:
    named = {
        address.name
        for address in addresses()
        if address.parameters and not address.name.startswith(NO_ROWS)
    }

    assert set(EXPECTED) == named


@pytest.mark.parametrize("who", ASKED)
def test_who_is_not_in_the_table_stays_outside(places: Places, who: str) -> None:
    client = Client(headers={"accept-language": "de"}, raise_request_exception=False)
    if PEOPLE[who]:
        client.force_login(Person.objects.get(email=PEOPLE[who]))
    entered, broken = set(), {}

    for name, allowed in EXPECTED.items():
        url = places.url(name)
        for verb in ("get",) if allowed is ALL else ("get", "post"):
            if verb not in TAKES.get(name, {verb}):
                continue
            with tried(client, verb, url) as answer:
                if answer.status_code == 405:
                    TAKES[name] = set(answer["Allow"].lower().split(", "))
                if answer.status_code >= 500:
                    broken[f"{verb} {url}"] = answer.status_code
                if is_inside(answer):
                    entered.add(name)

    assert broken == {}
    assert entered == {name for name, allowed in EXPECTED.items() if who in allowed}


@contextmanager
def tried(client: Client, verb: str, url: str):
    """The answer to a request of which nothing stays."""
    with transaction.atomic():
        answer = getattr(client, verb)(url)
        yield answer
        streams.close(answer)
        transaction.set_rollback(True)


def is_inside(answer: HttpResponseBase) -> bool:
    if answer.status_code == 302:
        return not answer["Location"].startswith(OUTSIDE)
    return answer.status_code not in (403, 404, 405)
