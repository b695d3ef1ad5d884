"""Which pages are looked at: as whom, with which row, in which state."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet

from scharnier.stages.applications.models import Application, QuestionBack
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.calls.models import Call
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.events.models import Event
from scharnier.stages.jury.models import JuryDay
from scharnier.stages.matching.models import Matching, Proposal, Team
from scharnier.stages.projects.models import Project, Voucher
from scharnier.stages.reviews.models import Decision, Review
from tests.everywhere.places import Places

# Rows as they are for one visit: which, and what differs.
Change = tuple[QuerySet, dict[str, object]]


@dataclass(frozen=True)
class Visit:
    """One state of one page. ``errors``: send its form empty and look at the answer."""

    name: str
    who: str
    given: Callable[[Places], list[Change]] = lambda _places: []
    rows: Callable[[Places], dict[str, object]] = lambda _places: {}
    query: str = ""
    errors: bool = False
    language: str = "de"
    day: str = ""
    path: str = field(default="", compare=False)


def many(who: str, names: str, **more: object) -> list[Visit]:
    return [Visit(name, who, **more) for name in names.split()]


def state(model: type[Model], to: str, **where: Callable[[Places], object]) -> Callable:
    """Rows of the model in another state; ``where`` finds them, else all of them."""

    def change(places: Places) -> list[Change]:
        rows = model.objects.filter(**{key: find(places) for key, find in where.items()})
        return [(rows, {"state": to})]

    return change


def _day(to: str) -> Callable:
    return state(JuryDay, to, pk=lambda p: p.case.jury_day_id)


def _board(to: str) -> Callable:
    return state(Matching, to)


def _team(to: str) -> Callable:
    return state(Team, to, pk=lambda p: p.team.pk)


def _question(to: str) -> Callable:
    return state(Challenge, to, pk=lambda p: p.case.challenge_id)


def _project(to: str) -> Callable:
    return state(Project, to, pk=lambda p: p.project.pk)


def _voucher(to: str) -> Callable:
    return state(Voucher, to, pk=lambda p: p.voucher.pk)


def _blueprint(to: str) -> Callable:
    return state(Blueprint, to, pk=lambda p: p.blueprint.pk)


def _review(to: str) -> Callable:
    return state(Review, to, reviewer=lambda p: p.reviewer)


def _next_call(to: str) -> Callable:
    return state(Call, to, pk=lambda p: p.next_call.pk)


def _closed_call(places: Places) -> dict[str, object]:
    return {"slug": places.call.slug}


def _draft(side: str, page: int | None = None) -> Callable:
    def rows(places: Places) -> dict[str, object]:
        draft = Application.objects.get(state="draft", side=side)
        found: dict[str, object] = {"pk": draft.pk}
        if page is not None:
            pages = list(draft.target_group.form.pages.order_by("position"))
            found["key"] = pages[page % len(pages)].key
        return found

    return rows


def _asked_back(_places: Places) -> dict[str, object]:
    return {"pk": QuestionBack.objects.latest("pk").application_id}


def _on_the_list(_places: Places) -> dict[str, object]:
    return {"pk": Decision.objects.filter(outcome="waitlisted").earliest("pk").application_id}


def _kickoff_ahead(places: Places) -> list[Change]:
    """What is over is not cancelled any more."""
    ahead = places.event.ends_at + dt.timedelta(days=3650)
    return [(Event.objects.filter(pk=places.event.pk), {"ends_at": ahead})]


def _draft_event(_places: Places) -> dict[str, object]:
    return {"pk": Event.objects.get(state="draft").pk}


def _draft_call(_places: Places) -> dict[str, object]:
    return {"pk": Call.objects.get(state="draft").pk}


def _new_day(_places: Places) -> dict[str, object]:
    return {"pk": JuryDay.objects.latest("pk").pk}


def _waiting(places: Places) -> list[Change]:
    decision = Decision.objects.filter(application=places.firm)
    return [(decision, {"state": "prepared"})]


VISITORS = [
    *many(
        "nobody",
        "desk:front web:legal web:report_barrier web:barrier_reported people:pass_needed people:pass "
        "account_request_login_code account_login account_inactive account_signup privacy:erased "
        "privacy:periods calls:index calls:reminder_asked calls:confirm_reminder calls:stop_reminder "
        "calls:page calls:eligibility calls:remind events:public applications:begin "
        "blueprints:library blueprints:page blueprints:reuse demo:personas demo:mails",
    ),
    *many("nobody", "calls:page applications:begin", language="en"),
    *many(
        "nobody",
        "web:report_barrier calls:remind calls:eligibility applications:begin people:pass_needed "
        "account_request_login_code",
        errors=True,
    ),
    Visit("calls:page", "nobody", rows=_closed_call),
    Visit("calls:page", "nobody", day="2026-08-20 10:00"),
    Visit("blueprints:library", "nobody", query="?q=gibtesnicht"),
    Visit("blueprints:library", "nobody", query="?q=zettel"),
    Visit("not found", "nobody", path="/nowhere/"),
    *many("stranger", "desk:home jobs:jobs matching:listing challenges:listing jury:listing"),
    Visit("forbidden", "stranger", path="/bewerbungen/"),
    *(
        Visit("applications:page", "stranger", rows=_draft("organisation", n))
        for n in (0, 2, 3, 4, 5)
    ),
    *(Visit("applications:page", "stranger", rows=_draft("creative", n)) for n in (1, 4)),
    *many("stranger", "applications:status applications:people", rows=_draft("organisation")),
    Visit("applications:withdraw", "stranger", rows=_draft("creative")),
    Visit("applications:check", "stranger", rows=_draft("creative")),
    Visit("applications:check", "stranger", rows=_draft("organisation"), errors=True),
]

PARTNERS = [
    *many(
        "firm",
        "desk:home applications:status applications:page applications:check events:page "
        "events:register matching:team matching:listing challenges:listing challenges:detail "
        "challenges:print challenges:version projects:detail projects:rename projects:agreement "
        "projects:budget projects:change_line projects:add_voucher projects:voucher "
        "projects:change_voucher projects:milestones projects:prototype projects:record_test "
        "blueprints:work blueprints:write privacy:my_data privacy:erase mfa_index "
        "mfa_activate_totp mfa_generate_recovery_codes mfa_list_webauthn mfa_add_webauthn "
        "account_logout",
    ),
    *many("firm", "projects:detail matching:team", language="en"),
    *many("firm", "projects:add_voucher projects:record_test privacy:erase", errors=True),
    Visit("matching:team", "firm", given=_team("offered")),
    Visit("matching:wishes", "firm", given=_board("wishing")),
    Visit("challenges:detail", "firm", given=_question("draft")),
    Visit("challenges:detail", "firm", given=_question("signing")),
    Visit("challenges:detail", "firm", given=_question("signed")),
    Visit("projects:detail", "firm", given=_project("agreeing")),
    Visit("projects:agreement", "firm", given=_project("agreeing")),
    Visit("projects:detail", "firm", given=_project("finished")),
    Visit("projects:voucher", "firm", given=_voucher("queried")),
    Visit("blueprints:work", "firm", given=_blueprint("releasing")),
    Visit("blueprints:work", "firm", given=_blueprint("draft")),
    *many("creative", "desk:home matching:team projects:detail"),
    *many("creative", "applications:status applications:check", rows=_asked_back),
]

STAFF = [
    *many("reviewer", "desk:home reviews:queue reviews:review reviews:declare_conflict"),
    Visit("reviews:queue", "reviewer", given=_review("assigned")),
    Visit("reviews:review", "reviewer", given=_review("assigned")),
    Visit("reviews:review", "reviewer", given=_review("started")),
    *many("juror", "desk:home jury:listing jury:juror jury:case jury:text jury:bias"),
    Visit("jury:juror", "juror", given=_day("open")),
    Visit("jury:case", "juror", given=_day("open")),
    *many("treasurer", "desk:home projects:listing projects:vouchers projects:voucher"),
    Visit("projects:voucher", "treasurer", given=_voucher("handed_in")),
    Visit("projects:voucher", "treasurer", given=_voucher("accepted")),
    *many(
        "observer",
        "desk:home desk:rounds desk:round projects:vouchers projects:voucher "
        "programmes:detail calls:detail calls:preview",
    ),
    *many(
        "agent",
        "desk:home desk:round applications:detail applications:status events:detail "
        "events:check_in_list events:walk_in events:attendance_list matching:team matching:board "
        "matching:presence matching:move matching:pair matching:wish_overview matching:proposal "
        "matching:offer_all matching:dissolve matching:replace projects:check_in "
        "projects:end_early challenges:detail jury:moderate jury:day jobs:job",
    ),
    Visit("projects:check_in", "agent", errors=True),
    Visit("matching:team", "agent", given=_team("proposed")),
    Visit("matching:team", "agent", given=_team("offered")),
    Visit("matching:offer", "agent", given=_team("proposed")),
    *many("agent", "matching:open_wishes matching:invite"),
    Visit("matching:open_wishes", "agent", given=_board("preparing")),
    Visit("matching:board", "agent", given=_board("forming")),
    Visit("matching:board", "agent", given=_board("preparing")),
    Visit("matching:wishes", "agent", given=_board("wishing")),
    Visit("matching:proposal", "agent", given=state(Proposal, "new")),
    Visit("projects:change_agreement", "agent", given=_project("agreeing")),
]

LEAD = [
    *many(
        "lead",
        "desk:home desk:rounds desk:round desk:step web:edit_legal web:barriers "
        "programmes:detail programmes:change programmes:colours programmes:add_region "
        "programmes:change_region programmes:add_partner programmes:change_partner "
        "programmes:team programmes:grant_role programmes:revoke_role programmes:round "
        "outbox:mails outbox:mail outbox:edit jobs:jobs jobs:job "
        "calls:listing calls:create calls:detail calls:preview calls:texts calls:moments "
        "calls:unpublish calls:extend calls:archive calls:parts calls:add_part calls:change_part "
        "events:listing events:create events:detail events:change events:invite "
        "applications:listing applications:enter_on_behalf applications:late_entry "
        "applications:remind_drafts applications:import applications:import_run "
        "applications:ask_back applications:detail applications:merge",
    ),
    Visit("applications:withdraw_on_behalf", "lead", rows=_on_the_list),
    *(
        Visit("calls:parts", "lead", rows=lambda _p, part=part: {"part": part})
        for part in ("zahlen", "termine", "medien")
    ),
    Visit("calls:detail", "lead", rows=_draft_call),
    Visit("calls:publish", "lead", rows=_draft_call),
    Visit("events:detail", "lead", rows=_draft_event),
    Visit("events:publish", "lead", rows=_draft_event),
    Visit("events:cancel", "lead", given=_kickoff_ahead),
    Visit("applications:listing", "lead", query="?q=gibtesnicht"),
    *many("lead", "desk:round applications:listing", language="en"),
    *many(
        "lead",
        "calls:create events:create programmes:grant_role programmes:add_partner "
        "applications:enter_on_behalf applications:import outbox:edit",
        errors=True,
    ),
    Visit("outbox:mail", "lead", rows=lambda p: {"pk": p.by_name["outbox:retry"]["pk"]}),
    Visit("outbox:mail", "lead", rows=lambda p: {"pk": p.by_name["outbox:settle"]["pk"]}),
    Visit("jobs:job", "lead", rows=lambda p: {"pk": p.by_name["jobs:stop"]["pk"]}),
    Visit("jobs:job", "lead", rows=lambda p: {"pk": p.by_name["jobs:retry"]["pk"]}),
]

CHOOSING = [
    *many(
        "lead",
        "reviews:home reviews:round reviews:reasons reviews:add_reason reviews:change_reason "
        "reviews:check reviews:application reviews:decide reviews:promote "
        "reviews:organiser_conflict reviews:spread reviews:ranking reviews:release "
        "matching:listing matching:team matching:board challenges:listing challenges:detail "
        "jury:listing jury:convene jury:day jury:change jury:tell_jurors jury:moderate "
        "jury:projector jury:deliberation jury:verdict jury:release "
        "projects:listing projects:vouchers projects:detail blueprints:workshop blueprints:work "
        "blueprints:withdraw",
    ),
    Visit("reviews:ranking", "lead", given=_waiting),
    Visit("reviews:release", "lead", given=_waiting),
    Visit("reviews:application", "lead", given=_waiting),
    Visit("jury:day", "lead", rows=_new_day),
    Visit("jury:day", "lead", given=_day("open")),
    Visit("jury:moderate", "lead", given=_day("open")),
    Visit("jury:projector", "lead", given=_day("open")),
    Visit("jury:deliberation", "lead", given=_day("deliberating")),
    Visit("jury:verdict", "lead", given=_day("deliberating")),
    Visit("jury:release", "lead", given=_day("deliberating")),
    Visit("blueprints:work", "lead", given=_blueprint("released")),
    Visit("matching:board", "lead", language="en"),
    *many("lead", "jury:convene reviews:add_reason", errors=True),
]

BLOCKS = {
    "visitors": VISITORS, "partners": PARTNERS, "staff": STAFF, "lead": LEAD, "choosing": CHOOSING,
}  # fmt: skip

# Addresses with a GET that are no page of ours to look at, and why.
NO_PAGES = {
    "web:theme web:robots web:sitemap web:healthz web:readyz calls:embed": "answers for machines",
    "files:file files:thumbnail desk:money calls:medium blueprints:file blueprints:pdf jury:minutes "
    "applications:answers applications:copy events:calendar calls:calendar": "files",
    "matching:costs": "numbers for the board's script",
    "jobs:progress": "a piece of jobs:job",
    "programmes:index programmes:roles reviews:next_check reviews:next": "lead on to a page",
    "challenges:reopen": "every question of the demo is decided; one field, as in challenges:due",
    "web:pattern_book web:pattern_layout": "tests/foundation/web/test_pattern_book.py",
    "account_confirm_login_code": "looked at on the way in, see test_participants_pages.py",
    "mfa_authenticate mfa_login_webauthn mfa_reauthenticate mfa_reauthenticate_webauthn "
    "account_reauthenticate mfa_deactivate_totp mfa_view_recovery_codes "
    "mfa_download_recovery_codes mfa_remove_webauthn mfa_edit_webauthn": (
        "need a key or an app that a test cannot hold; forms of the same layout"
    ),
}
