"""November to June: agreements, accompaniment, prototypes, blueprints."""

import datetime as dt

from scharnier import handovers
from scharnier.desk.demo import cast, selection, story, vouchers
from scharnier.desk.demo.days import Days
from scharnier.desk.demo.teams import match_of
from scharnier.foundation import clock
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.queries import owner_of
from scharnier.stages.blueprints import actions as blueprints
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.calls.models import Call
from scharnier.stages.jury import actions as jury
from scharnier.stages.jury.models import Condition
from scharnier.stages.matching.queries import sides_of
from scharnier.stages.projects import actions as projects
from scharnier.stages.projects.models import CostCategory, Project

HEARD = "Das Team trifft sich jede Woche. Die erste Skizze liegt auf dem Tisch."
IN_THE_VALLEY = (
    "Im Tal ohne Netz gesprochen, am Abend im Büro nachgetragen. Die ersten Aufnahmen klingen."
)
FINDING = (
    "Zwei von drei kamen ohne Hilfe zurecht; die Schrift war einer Person zu klein.",
    "Größere Schrift, weniger Felder.",
)
GLOVES = (
    "Drei Leute haben auf Papier getestet: mit Handschuhen trifft niemand kleine Felder.",
    "Große Knöpfe.",
)


def agree(round: ProgrammeRound, moment: dt.datetime, *, waiting: set[str]) -> None:
    """Projects begin for every award; who is not ``waiting`` plans a budget and signs."""
    lead = cast.lead()
    with clock.at(moment):
        handovers.begin_projects(round, by=lead)
        selection.let_mails_go(lead)
        for project in _projects(round):
            if project.state == "agreeing":
                _plan(project, round, moment)
                if match_of(project.team).number not in waiting:
                    _sign(project)


def _plan(project: Project, round: ProgrammeRound, moment: dt.datetime) -> None:
    if project.budget_lines.exists():
        return
    match, creative = match_of(project.team), sides_of(project.team)[-1]
    writer = owner_of(creative)
    fees, material = CostCategory.objects.filter(round=round).order_by("position")[:2]
    projects.plan_line(
        project,
        category=fees,
        description="Honorar",
        payee=creative.name,
        planned_cents=match.fee_cents,
        by=writer,
    )
    projects.plan_line(
        project,
        category=material,
        description="Material und Druck",
        planned_cents=match.material_cents,
        by=writer,
    )
    kickoff = selection.kickoff_of(round).starts_at.date()
    for title, days_after in (
        ("Erste Skizze auf Papier", 92),
        ("Mit drei Leuten ausprobiert", 134),
        ("Bereit zum Zeigen", 232),
    ):
        projects.set_milestone(
            project, title=title, due_on=kickoff + dt.timedelta(days=days_after), by=writer
        )


def _sign(project: Project) -> None:
    for side in sides_of(project.team):
        agreement = project.agreement
        projects.sign_agreement(agreement, version=agreement.version, by=owner_of(side))
        project.refresh_from_db()


def _projects(round: ProgrammeRound) -> list[Project]:
    found = Project.objects.filter(team__round=round, team__number__isnull=False)
    return list(
        found.select_related(
            "team__round__programme", "team__organisation", "award", "agreement"
        ).order_by("team__number_key")
    )


def _running(round: ProgrammeRound) -> list[Project]:
    return [project for project in _projects(round) if project.state == "running"]


def accompany(round: ProgrammeRound, days: Days) -> None:
    """Check-ins, one of them noted afterwards; milestones; vouchers with their odd ones."""
    agent = cast.agent()
    with days.on(2027, 1, 29, 16):
        for project in _running(round):
            match = match_of(project.team)
            is_silent = match.number in story.SILENT
            is_offline = match.number == story.OFFLINE
            projects.check_in(
                project,
                held_on=days.day(2027, 1, 26 if is_offline else 28),
                health_status=match.light if is_silent else "green",
                note=match.light_note if is_silent else IN_THE_VALLEY if is_offline else HEARD,
                next_step="Mit drei Leuten ausprobieren",
                next_on=days.day(2027, 3, 12),
                by=agent,
            )
            first = project.milestones.order_by("due_on").first()
            projects.reach_milestone(first, by=agent)
    for place, project in enumerate(_running(round)):
        match = match_of(project.team)
        with days.on(2027, 3, 15 + place % 5):
            vouchers.hand_in(project, match, days, place)
    with days.on(2027, 3, 22):
        selection.let_mails_go(cast.lead())
    with days.on(2027, 6, 10, 17):
        for project in _running(round):
            match = match_of(project.team)
            if match.number in story.SILENT:
                continue
            projects.check_in(
                project,
                held_on=days.day(2027, 6, 9),
                health_status=match.light,
                note=match.light_note,
                next_step="Blaupause schreiben" if match.blueprint else "Gemeinsam klären",
                next_on=days.day(2027, 7, 2),
                by=agent,
            )


def build(round: ProgrammeRound, days: Days) -> None:
    """Prototypes and their tests; those with a blueprint finish."""
    agent = cast.agent()
    for project in _running(round):
        match = match_of(project.team)
        maker = owner_of(sides_of(project.team)[-1])
        with days.on(2027, 5, 20):
            prototype = projects.show_prototype(
                project,
                name=match.prototype.partition(":")[0],
                description=match.prototype,
                by=maker,
            )
            if match.light == "red":
                continue
            finding, change = GLOVES if match.number == "M02" else FINDING
            projects.record_test(
                prototype,
                tested_on=days.day(2027, 5, 18),
                testers=3,
                finding=finding,
                change=change,
                by=maker,
            )
        if match.blueprint is None or match.number in story.AT_WORK:
            continue
        with days.on(2027, 6, 18):
            for milestone in project.milestones.filter(reached_at=None):
                projects.reach_milestone(milestone, by=maker)
            project.refresh_from_db()
            vouchers.settle(project)
            projects.finish(project, by=agent)
    met = Condition.objects.filter(verdict__case__jury_day__round=round, met_at=None)
    with days.on(2027, 6, 21):
        for condition in met.exclude(text__contains="Datenschutz"):
            jury.meet_condition(condition, by=agent)
        selection.let_mails_go(cast.lead())


def share(round: ProgrammeRound, days: Days) -> None:
    """Blueprints written, released by both sides, published; one is used already."""
    lead = cast.lead()
    with days.on(2027, 6, 19):
        handovers.begin_blueprints(round, by=lead)
        for blueprint in Blueprint.objects.filter(project__team__round=round).select_related(
            "project__team__round"
        ):
            text = match_of(blueprint.project.team).blueprint
            if text is not None:
                _write(blueprint, text)
    with days.on(2027, 6, 24):
        for blueprint in Blueprint.objects.filter(
            project__team__round=round, current__isnull=False
        ):
            _release_and_publish(blueprint, days)
        selection.let_mails_go(lead)
    with days.on(2027, 6, 28):
        used = Blueprint.objects.get(current__title__startswith="Sieben-Tage")
        reuse = blueprints.tell_reuse(
            used,
            name="Bäckerei Beispiel am Markt",
            municipality="Thum",
            experience="Wir haben die sieben Karten für unsere Aushilfen übernommen. Nach einer Woche wusste jede, wo was steht.",
            by=None,
        )
        blueprints.show_reuse(reuse, by=lead)


def forget(call: Call, days: Days) -> None:
    """Somebody withdraws and wants to be forgotten; what the law keeps is blocked, not deleted."""
    with days.on(2027, 6, 25):
        person = owner_of(selection.by_email(call, story.FORGOTTEN))
        privacy.erase(person, by=person)


def _write(blueprint: Blueprint, text: story.Blueprint) -> None:
    writer = owner_of(sides_of(blueprint.project.team)[-1])
    blueprints.write(
        blueprint, seen=blueprint.version, title=text.title, summary=text.summary, problem=text.problem,
        approach=text.approach, steps=[{"title": t, "text": x, "duration": d} for t, x, d in text.steps],
        result=text.result, effort_days=text.effort_days, cost_cents=text.cost_cents, skills=text.skills,
        tools=text.tools, topics=text.topics, by=writer,
    )  # fmt: skip


def _release_and_publish(blueprint: Blueprint, days: Days) -> None:
    agent = cast.agent()
    text = match_of(blueprint.project.team).blueprint
    if text.embargo_months:
        until = days.day(2027, 6 + text.embargo_months, 30)
        blueprints.set_embargo(blueprint, embargo_until=until, names_partners=True, by=agent)
    blueprints.ask_for_release(blueprint, by=agent)
    for side in sides_of(blueprint.project.team):
        blueprints.release(blueprint, version=blueprint.current.number, by=owner_of(side))
        blueprint.refresh_from_db()
    blueprints.publish(blueprint, by=agent)
