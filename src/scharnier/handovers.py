"""What happens between two stages, as one readable list.

Each function calls actions of two or more stages in one transaction. Only buttons on the
desk start one; each says beforehand what it will do and who will get a mail.

round created → selection prepared → matching opened → challenges opened → jury convened
→ projects begun → blueprints begun
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.queries import people_with
from scharnier.foundation.states import Refused
from scharnier.stages.blueprints import actions as blueprints
from scharnier.stages.blueprints import queries as written
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.calls.models import Side
from scharnier.stages.challenges import actions as challenges
from scharnier.stages.challenges import queries as questions
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.events import queries as events
from scharnier.stages.jury import actions as jury
from scharnier.stages.jury.models import Case, JuryDay
from scharnier.stages.matching import actions as matching
from scharnier.stages.matching import queries as teams
from scharnier.stages.matching.models import Matching, Team
from scharnier.stages.projects import actions as projects
from scharnier.stages.projects import queries as awarded
from scharnier.stages.projects.models import Project
from scharnier.stages.reviews import actions as reviews
from scharnier.stages.reviews import queries as decided


@transaction.atomic
def prepare_selection(round: ProgrammeRound, *, by: Person | None) -> None:
    """Give a round its formal check, its rubrics and its cost categories; nobody is written to."""
    reviews.prepare_round(round, by=by)
    projects.prepare_round(round, by=by)


@transaction.atomic
def open_matching(round: ProgrammeRound, *, by: Person | None) -> Matching:
    """Bring everybody accepted to the kickoff's board. Raises Refused if a side is empty."""
    organisations = list(decided.accepted(round, Side.ORGANISATION))
    creatives = list(decided.accepted(round, Side.CREATIVE))
    if not organisations or not creatives:
        raise Refused(
            _("Nobody is accepted on one of the two sides yet. Release the decisions first.")
        )
    return matching.open_matching(
        round,
        kickoff=events.kickoff_of(round),
        organisations=organisations,
        creatives=creatives,
        by=by,
    )


def teams_without_challenge(round: ProgrammeRound) -> list[Team]:
    """Confirmed teams that have no challenge yet."""
    begun = set(Challenge.objects.filter(team__round=round).values_list("team", flat=True))
    return [team for team in teams.confirmed_teams(round) if team.pk not in begun]


@transaction.atomic
def open_challenges(
    round: ProgrammeRound, *, due_on: dt.date | None, by: Person | None
) -> list[Challenge]:
    """Ask every confirmed team for its own question, until ``due_on``."""
    found = teams_without_challenge(round)
    return [challenges.open_challenge(team, due_on=due_on, by=by) for team in found]


def challenges_without_jury(round: ProgrammeRound) -> list[Challenge]:
    """Challenges handed in that no jury day hears yet, or that were handed in again."""
    heard = Case.objects.filter(challenge__team__round=round, verdict=None).values("challenge")
    awarded_teams = Case.objects.filter(
        challenge__team__round=round, verdict__outcome__in=["approved", "conditions", "rejected"]
    ).values("challenge")
    return list(questions.handed_in(round).exclude(pk__in=heard).exclude(pk__in=awarded_teams))


@transaction.atomic
def convene_jury(round: ProgrammeRound, *, held_on: dt.date, by: Person | None) -> JuryDay:
    """Plan a jury day for what was handed in, with a seat for every juror of the programme."""
    waiting = challenges_without_jury(round)
    if not waiting:
        raise Refused(_("No challenge waits for a jury. The teams hand theirs in first."))
    day = jury.convene(round, held_on=held_on, by=by)
    for juror in people_with(Role.JUROR, round.programme):
        jury.seat(day, person=juror, institution="", by=by)
    for challenge in waiting:
        jury.add_case(day, challenge=challenge, by=by)
    return day


@transaction.atomic
def begin_projects(round: ProgrammeRound, *, by: Person | None) -> list[Project]:
    """Begin the project of every award; the partners are asked to sign their agreement."""
    found = awarded.awards_without_project(round)
    return [projects.begin(award, title=_title_of(award.team), by=by) for award in found]


def _title_of(team: Team) -> str:
    """What a project is first called: its organisation, until the team says better."""
    return f"{team.organisation.name}"[:200]


@transaction.atomic
def begin_blueprints(round: ProgrammeRound, *, by: Person | None) -> list[Blueprint]:
    """Let every project write its blueprint."""
    found = written.projects_without_blueprint(round)
    return [blueprints.begin(project, title=project.title, by=by) for project in found]
