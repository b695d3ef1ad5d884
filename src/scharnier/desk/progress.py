"""A round at a glance: each stage with its figures."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.desk.reach import districts_of, lies_in
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.web.formats import day
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.calls import queries as calls
from scharnier.stages.calls.models import Call
from scharnier.stages.calls.states import CallState, Phase
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.jury.models import Case
from scharnier.stages.matching.models import Team
from scharnier.stages.projects.models import Project
from scharnier.stages.reviews.models import Decision


@dataclass(frozen=True)
class Stage:
    """A stage of the round: name, figures ``[(number, words)]``, where it is, how it stands."""

    label: str | Promise
    figures: list[tuple[int, str | Promise]]
    url: str = ""
    standing: str = ""


def figures_of(round: ProgrammeRound, person: Person) -> list[Stage]:
    """All stages with their figures, of the districts that ``person`` may see."""
    call = calls.for_round(round)
    districts = districts_of(person, round)
    near = partial(lies_in, districts)
    sides = dict(
        Application.objects.filter(
            near("district"), call__round=round, state=ApplicationState.SUBMITTED
        )
        .values_list("side")
        .annotate(number=Count("pk"))
    )
    outcomes = dict(
        Decision.objects.filter(near("application__district"), application__call__round=round)
        .values_list("outcome")
        .annotate(number=Count("pk"))
    )
    teams = _by_state(Team, near("district"), round=round)
    questions = _by_state(Challenge, near("team__district"), team__round=round)
    verdicts = _last_verdicts(round, near("challenge__team__district"))
    projects = _by_state(Project, near("team__district"), team__round=round)
    written = _by_state(Blueprint, near("project__team__district"), project__team__round=round)
    confirmed = teams.get("confirmed", 0)
    stages = [
        Stage(
            _("Call"),
            [],
            reverse("calls:detail", args=[call.pk]) if call else "",
            _standing_of(call) if call else "",
        ),
        Stage(
            _("Applications"),
            [
                (sides.get("organisation", 0), _("organisations")),
                (sides.get("creative", 0), _("creatives")),
            ],
            reverse("applications:listing"),
        ),
        Stage(
            _("Selection"),
            [
                (outcomes.get("accepted", 0), _("accepted")),
                (outcomes.get("waitlisted", 0), _("on the waiting list")),
                (outcomes.get("rejected", 0), _("rejected")),
            ],
            reverse("reviews:round", args=[round.pk]),
        ),
        Stage(
            _("Teams"),
            [(confirmed, _("confirmed")), (teams.get("offered", 0), _("waiting for an answer"))],
            reverse("matching:listing"),
        ),
        Stage(
            _("Challenges"),
            [
                (questions.get("handed_in", 0), _("handed in")),
                (sum(questions.values()), _("in all")),
            ],
            reverse("challenges:listing"),
        ),
        Stage(
            _("Jury"),
            [
                (verdicts["approved"] + verdicts["conditions"], _("approved")),
                (verdicts["revise"], _("to be revised")),
                (verdicts["rejected"], _p("jury", "rejected")),
            ],
            reverse("jury:listing"),
        ),
        Stage(
            _("Projects"),
            [
                (projects.get("agreeing", 0), _("with an open agreement")),
                (projects.get("running", 0), _("running")),
                (projects.get("finished", 0), _("finished")),
                (projects.get("ended_early", 0), _("ended early")),
            ],
            reverse("projects:listing"),
        ),
        Stage(
            _("Blueprints"),
            [(written.get("published", 0), _("published")), (sum(written.values()), _("in all"))],
            reverse("blueprints:workshop"),
        ),
    ]
    if person.has_perm("applications.list_applications", round):
        return stages
    # The funder's observer sees figures; the lists behind them hold people.
    return [Stage(stage.label, stage.figures, standing=stage.standing) for stage in stages]


def _standing_of(call: Call) -> str:
    """Whether one can apply, and the day that matters next."""
    if call.state != CallState.PUBLISHED:
        return call.get_state_display()
    if call.phase == Phase.BEFORE:
        return gettext("Opens on %(day)s") % {"day": day(call.opens_at)}
    words = gettext("Open until %(day)s") if call.is_open else gettext("Closed since %(day)s")
    return words % {"day": day(call.deadline_at)}


def _last_verdicts(round: ProgrammeRound, near: Q) -> Counter[str]:
    """How many teams have which verdict; a team that was heard again counts once, by the last."""
    heard = (
        Case.objects.filter(near, jury_day__round=round, verdict__isnull=False)
        .order_by("jury_day__held_on", "pk")
        .values_list("challenge", "verdict__outcome")
    )
    return Counter(dict(heard).values())


def _by_state(model: type, near: Q, **where: object) -> dict[str, int]:
    return dict(
        model.objects.filter(near, **where).values_list("state").annotate(number=Count("pk"))
    )
