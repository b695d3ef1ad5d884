"""What a round waits for its lead or agents to do: one query over all rounds, one sentence a step."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Model, OuterRef, QuerySet, Subquery
from django.db.models.expressions import BaseExpression
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from scharnier.desk.steps import STEPS
from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.prepared import Prepared
from scharnier.foundation.programmes.models import ProgrammeRound, Role, RoleGrant
from scharnier.foundation.programmes.rules import grants_of
from scharnier.stages.applications.models import Application
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.calls.models import Call
from scharnier.stages.calls.states import CallState
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.challenges.states import ChallengeState
from scharnier.stages.events.models import Event, EventKind, Registration
from scharnier.stages.events.states import EventState
from scharnier.stages.jury.models import Award, Case, JuryDay
from scharnier.stages.jury.states import JuryDayState
from scharnier.stages.matching.models import Matching, Team
from scharnier.stages.matching.states import LIVING_MEMBERS, MatchingState, TeamState
from scharnier.stages.projects.models import Project
from scharnier.stages.projects.states import ProjectState
from scharnier.stages.reviews.models import (
    Decision,
    EligibilityCheck,
    EligibilityReason,
    Review,
)
from scharnier.stages.reviews.states import DecisionState, ReviewState

Words = str | Promise
A_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class NextStep:
    """What waits, for whom, why, and the button that leads there; ``when`` asks an annotated round."""

    when: Callable[[ProgrammeRound], bool]
    title: Words
    text: Words
    button: Words
    url: Callable[[ProgrammeRound], str]
    roles: frozenset[Role] = frozenset({Role.LEAD})


BOTH = frozenset({Role.LEAD, Role.AGENT})


def _handing_over(name: str, when: Callable[[ProgrammeRound], bool], text: Words) -> NextStep:
    """The prompt for a step of ``steps.STEPS``, in that step's own words."""
    step = STEPS[name]
    return NextStep(
        when, step.title, text, step.button, lambda it: reverse("desk:step", args=[it.pk, name])
    )


def _board(round: ProgrammeRound) -> str:
    return reverse("matching:board", args=[round.board])


def _is_over(round: ProgrammeRound) -> bool:
    """Whether the deadline of the call has passed."""
    return bool(round.deadline_at and round.deadline_at <= clock.now())


def _selects(round: ProgrammeRound) -> bool:
    """Whether people can apply, or have: also when the call has gone to the archive already."""
    was_open = round.call_state == CallState.ARCHIVED and round.has_applications
    return round.call_state == CallState.PUBLISHED or was_open


def _meets_soon(round: ProgrammeRound) -> bool:
    """Whether there is a kickoff that one can still be invited to."""
    return bool(round.kickoff_ends_at and round.kickoff_ends_at > clock.now())


def _is_kickoff_near(round: ProgrammeRound) -> bool:
    return _meets_soon(round) and round.kickoff_ends_at <= clock.now() + A_WEEK


NEXT = [
    NextStep(
        lambda it: it.call_state == CallState.DRAFT,
        _("Publish the call"),
        _("It is a draft: look at the page, change what does not fit, then publish it."),
        _("Open the call"),
        lambda it: reverse("calls:detail", args=[it.call]),
    ),
    _handing_over(
        "auswahl-vorbereiten",
        lambda it: it.call_state != CallState.ARCHIVED and bool(it.call) and not it.is_prepared,
        _("Formal check, rubrics and cost categories; best before the deadline."),
    ),
    NextStep(
        lambda it: _selects(it) and not it.has_reviewers and not it.is_accepted,
        _("Name the reviewers"),
        _("Nobody has the role “Reviewer” in this programme yet."),
        _("Give the role"),
        lambda _it: reverse("programmes:roles"),
    ),
    NextStep(
        lambda it: _selects(it) and not it.kickoff and not it.has_teams,
        _("Plan the kickoff"),
        _("The day on which both sides meet. Everybody who is accepted is invited."),
        _("Plan the kickoff"),
        lambda it: reverse("events:create", args=[it.pk]),
    ),
    NextStep(
        lambda it: _is_over(it) and it.has_unshared,
        _("Share out the reviews"),
        _("Applications have passed the formal check and nobody reads them yet."),
        _("Share out reviews"),
        lambda it: reverse("reviews:spread", args=[it.pk]),
    ),
    NextStep(
        lambda it: _is_over(it) and it.has_read and not it.is_reading,
        _("Decide who takes part"),
        _("All reviews are in. The ranking prepares the decisions."),
        _("Open the ranking"),
        lambda it: reverse("reviews:ranking", args=[it.pk, "organisation"]),
    ),
    NextStep(
        lambda it: it.is_accepted and _meets_soon(it) and not it.has_invited,
        _("Invite to the kickoff"),
        _("People are accepted and nobody is invited yet."),
        _("Invite them"),
        lambda it: reverse("matching:invite", args=[it.kickoff]),
        BOTH,
    ),
    _handing_over(
        "teambildung",
        lambda it: it.is_accepted and not it.board,
        _("It holds everybody accepted: who is there, wishes, teams."),
    ),
    NextStep(
        lambda it: it.is_accepted and not it.board and _is_kickoff_near(it),
        _("The board for the teams is not open yet"),
        _("You will need it at the kickoff. The programme lead opens it on the page of the round."),
        _("Look at the round"),
        lambda it: reverse("desk:round", args=[it.pk]),
        frozenset({Role.AGENT}),
    ),
    NextStep(
        lambda it: it.board_state == MatchingState.PREPARING and not it.has_teams,
        _("Open the wishes"),
        _("When everybody is there, both sides say with whom they want to work."),
        _("To the board"),
        _board,
        BOTH,
    ),
    NextStep(
        lambda it: it.board_state == MatchingState.WISHING and not it.has_teams,
        _("Propose teams"),
        _("Wishes are open. When enough have answered, let teams be proposed."),
        _("To the board"),
        _board,
        BOTH,
    ),
    NextStep(
        lambda it: it.has_complete_teams,
        _("Offer the teams"),
        _("Teams are put together and nobody has been asked yet."),
        _("To the board"),
        _board,
        BOTH,
    ),
    NextStep(
        lambda it: it.has_unfinished_teams,
        _("Fill the free places"),
        _("A team has fewer people than this round asks for; it cannot be offered like that."),
        _("To the board"),
        _board,
        BOTH,
    ),
    _handing_over(
        "fragestellungen",
        lambda it: it.has_team_without_question,
        _("Teams are confirmed and have no canvas for their question yet."),
    ),
    _handing_over(
        "jury",
        lambda it: it.has_question_without_jury and not it.has_jury_ahead,
        _("Questions are handed in and no jury day is planned."),
    ),
    _handing_over(
        "projekte",
        lambda it: it.has_award_without_project,
        _("Teams have their award and wait for their agreement."),
    ),
    _handing_over(
        "blaupausen",
        lambda it: it.has_project_without_blueprint,
        _("Projects are running; their teams can write down what others can repeat."),
    ),
]


def waiting_for(
    person: Person, *, only: ProgrammeRound | None = None
) -> list[tuple[ProgrammeRound, NextStep]]:
    """What waits for this person in their rounds, the oldest round first; one query."""
    roles = _roles_by_programme(person)
    if only is not None:
        rounds = _of_key(only.pk) if only.programme_id in roles else []
    else:
        rounds = _of_programmes(*sorted(roles)) if roles else []
    return [
        (round, step) for round in rounds for step in _waiting_in(round, roles[round.programme_id])
    ]


def leads_no_round(person: Person) -> bool:
    """Whether somebody who leads has no round yet; asks nothing more where something waits."""
    led = [key for key, roles in _roles_by_programme(person).items() if Role.LEAD in roles]
    return bool(led) and not ProgrammeRound.objects.filter(programme__in=led).exists()


def _roles_by_programme(person: Person) -> dict[int, set[Role]]:
    found: dict[int, set[Role]] = {}
    for grant in grants_of(person):
        if grant.role in BOTH:
            found.setdefault(grant.programme_id, set()).add(Role(grant.role))
    return found


def _waiting_in(round: ProgrammeRound, roles: Collection[Role]) -> list[NextStep]:
    """The steps that wait in a marked round for these roles, in the order of the stages.

    Nothing waits in a round that has ended. What the lead does is not said to the agent
    once more, so a lead who is an agent too reads the lead's steps.
    """
    if round.ends_on < clock.today():
        return []
    reader = Role.LEAD if Role.LEAD in roles else Role.AGENT
    return [step for step in NEXT if reader in step.roles and step.when(round)]


def _first(rows: QuerySet, field: str) -> Subquery:
    return Subquery(rows.values(field)[:1])


def _of_round(model: type[Model], path: str, **where: object) -> QuerySet:
    return model._default_manager.filter(**{path: OuterRef("pk")}, **where)


def _marks() -> dict[str, BaseExpression]:
    call = _of_round(Call, "round").order_by("pk")
    board = _of_round(Matching, "round").order_by("pk")
    kickoff = (
        _of_round(Event, "round", kind=EventKind.KICKOFF)
        .exclude(state=EventState.CANCELLED)
        .order_by("starts_at")
    )
    submitted = Application.objects.submitted().filter(call__round=OuterRef("pk"))
    passed = Exists(EligibilityCheck.objects.filter(application=OuterRef("pk"), is_eligible=True))
    read = Exists(Review.objects.filter(application=OuterRef("pk")))
    decided = Exists(Decision.objects.filter(application=OuterRef("pk")))
    reviews = _of_round(Review, "application__call__round")
    accepted = _of_round(
        Decision,
        "application__call__round",
        outcome=Decision.Outcome.ACCEPTED,
        state=DecisionState.RELEASED,
    )
    teams = _of_round(Team, "round")
    on_the_board = (
        teams.filter(state=TeamState.PROPOSED, members__state__in=LIVING_MEMBERS)
        .annotate(people=Count("members"))
        .order_by()
    )
    asked = Exists(Challenge.objects.filter(team=OuterRef("pk")))
    cases = Case.objects.filter(challenge=OuterRef("pk"))
    waits = Exists(cases.filter(verdict=None))
    judged = Exists(cases.filter(verdict__outcome__in=["approved", "conditions", "rejected"]))
    begun = Exists(Project.objects.filter(team=OuterRef("team")))
    written = Exists(Blueprint.objects.filter(project=OuterRef("pk")))
    under_way = [ProjectState.RUNNING, ProjectState.FINISHED]
    return {
        "call": _first(call, "pk"),
        "call_state": _first(call, "state"),
        "deadline_at": _first(call, "deadline_at"),
        "is_prepared": Exists(_of_round(EligibilityReason, "round")),
        "kickoff": _first(kickoff, "pk"),
        "kickoff_ends_at": _first(kickoff, "ends_at"),
        "has_applications": Exists(submitted),
        "has_unshared": Exists(submitted.filter(passed, ~read, ~decided)),
        "has_read": Exists(submitted.filter(passed, read, ~decided)),
        "is_reading": Exists(reviews.filter(state__in=[ReviewState.ASSIGNED, ReviewState.STARTED])),
        "is_accepted": Exists(accepted),
        "has_invited": Exists(
            _of_round(Registration, "event__round", event__kind=EventKind.KICKOFF)
        ),
        "has_reviewers": Exists(
            RoleGrant.objects.filter(programme=OuterRef("programme"), role=Role.REVIEWER)
        ),
        "board": _first(board, "pk"),
        "board_state": _first(board, "state"),
        "has_teams": Exists(teams.exclude(state=TeamState.DISSOLVED)),
        "has_complete_teams": Exists(on_the_board.filter(people__gte=F("round__team_min"))),
        "has_unfinished_teams": Exists(on_the_board.filter(people__lt=F("round__team_min"))),
        "has_team_without_question": Exists(teams.filter(~asked, state=TeamState.CONFIRMED)),
        "has_question_without_jury": Exists(
            _of_round(Challenge, "team__round", state=ChallengeState.HANDED_IN).filter(
                ~waits, ~judged
            )
        ),
        "has_jury_ahead": Exists(_of_round(JuryDay, "round").exclude(state=JuryDayState.RELEASED)),
        "has_award_without_project": Exists(_of_round(Award, "team__round").filter(~begun)),
        "has_project_without_blueprint": Exists(
            _of_round(Project, "team__round", state__in=under_way).filter(~written)
        ),
    }


def _marked() -> QuerySet[ProgrammeRound]:
    return ProgrammeRound.objects.annotate(**_marks()).order_by("starts_on", "pk")


# Prepared, because a home is opened all day, and its SQL takes longer to write than to answer.
_of_programmes = Prepared(lambda *programmes: _marked().filter(programme__in=programmes))
_of_key = Prepared(lambda key: _marked().filter(pk=key))
