"""What became of an application: the decision, the team, the verdict of the jury, the project.

The desk sees all stages, so it tells the earliest of them how things stand now
(``applications.standing``). The latest stage speaks, the others are its course.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from scharnier.foundation.outbox import queries as outbox
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.standing import Standing
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.blueprints.states import BlueprintState
from scharnier.stages.jury import queries as jury
from scharnier.stages.jury.models import JuryVerdict
from scharnier.stages.matching import queries as matching
from scharnier.stages.matching.models import Team
from scharnier.stages.matching.states import LIVING_MEMBERS, SHOWN_TO_PARTNERS, TeamState
from scharnier.stages.projects.models import Project
from scharnier.stages.projects.states import ProjectState
from scharnier.stages.reviews import queries as reviews
from scharnier.stages.reviews.models import Decision

Verdict = JuryVerdict.Outcome


@dataclass(frozen=True)
class Known:
    """What was told to the applicant, stage by stage; None where nothing was."""

    decision: Decision | None
    team: Team | None = None
    verdict: JuryVerdict | None = None
    project: Project | None = None
    blueprint: Blueprint | None = None

    @property
    def course(self) -> tuple[tuple[str, dt.datetime | None], ...]:
        """The stations reached, with their days."""
        stations = []
        if self.decision is not None:
            stations.append((_("Decision"), self.decision.released_at))
        if self.team is not None and self.team.state == TeamState.CONFIRMED:
            stations.append((_("Team confirmed"), self.team.confirmed_at))
        if self.verdict is not None:
            stations.append((_("Verdict of the jury"), self.verdict.released_at))
        if self.project is not None:
            if self.project.started_at:
                stations.append((_("Project begun"), self.project.started_at))
            if self.project.finished_at:
                stations.append((_("Project ended"), self.project.finished_at))
        if self.blueprint is not None and self.blueprint.published_at:
            stations.append((_("Blueprint published"), self.blueprint.published_at))
        return tuple(stations)


NOTHING_KNOWN = Known(None)


def standing_of(application: Application) -> Standing | None:
    """The truth of the latest stage that this application has reached, in at most eight queries.

    What stands in a letter that the outbox still holds is not told here either.
    """
    return in_words(_known(application))


def in_words(known: Known) -> Standing | None:
    """What is known in words, the latest stage first; asks nothing of the database."""
    if known.project is not None:
        return _in_a_project(known, known.project)
    if known.team is not None:
        return _in_a_team(known, known.team)
    return _decided(known, known.decision) if known.decision is not None else None


def binds(application: Application) -> bool:
    """Who was rejected or works in a team, and so perhaps in a project, has nothing to withdraw."""
    decision, team = _decision_and_team(application)
    if team is not None:
        return team.state == TeamState.CONFIRMED
    return decision is not None and decision.outcome == Decision.Outcome.REJECTED


def _known(application: Application) -> Known:
    decision, team = _decision_and_team(application)
    if team is None or team.state != TeamState.CONFIRMED:
        return Known(decision, team)
    heard = jury.heard_by(_readers(application), [team.pk]).get(team.pk)
    verdict = heard.last_known if heard else None
    if heard and heard.held_back:
        return Known(decision, team, verdict)
    project = Project.objects.filter(team=team).first()
    blueprint = project and Blueprint.objects.filter(project=project).first()
    return Known(decision, team, verdict, project, blueprint)


def _decision_and_team(application: Application) -> tuple[Decision | None, Team | None]:
    """What of both is known; asked once for as long as ``application`` lives."""
    known = application.__dict__
    if "_decision_and_team" not in known:
        readers = _readers(application)
        decision = next(iter(reviews.known_to(readers, [application])), None)
        member = Q(members__application=application, members__state__in=LIVING_MEMBERS)
        teams = Team.objects.filter(
            Q(organisation=application) | member, state__in=SHOWN_TO_PARTNERS
        )
        team = teams.order_by("-pk").first()
        if team and team.state != TeamState.CONFIRMED and _is_untold(team, readers):
            team = None
        known["_decision_and_team"] = decision, team
    return known["_decision_and_team"]


def _readers(application: Application) -> list[int]:
    return [one.person_id for one in application.applicants.all() if one.person.email]


def _is_untold(team: Team, readers: list[int]) -> bool:
    """Whether the offer of a team still waits in the outbox for all who read for a side."""
    held = outbox.held_letters(Team, [team.pk], to=readers)
    return bool(readers) and held[team.pk, matching.OFFER_MAIL] == len(readers)


def _decided(known: Known, decision: Decision) -> Standing:
    match decision.outcome:
        case Decision.Outcome.ACCEPTED:
            return Standing(
                _("You take part"),
                _("Your application was accepted"),
                decision.reason
                or _(
                    "At the kickoff the companies and the creatives meet, and the teams are put together."
                ),
                course=known.course,
            )
        case Decision.Outcome.WAITLISTED:
            place = _("Your place on the list is number %(rank)d.") % {"rank": decision.rank or 1}
            return Standing(
                _("You are on the waiting list"),
                place if decision.rank else _("If somebody withdraws, we write to you at once."),
                decision.reason,
                kind="info",
                course=known.course,
            )
    return Standing(
        _("This time we have no place for you"),
        _("Our events, our network and the blueprints are open to you all the same"),
        decision.reason,
        kind="info",
        course=known.course,
        goes_on=False,
    )


def _in_a_team(known: Known, team: Team) -> Standing:
    address = team.get_absolute_url()
    if team.state == TeamState.OFFERED or getattr(team, "is_offered", False):
        return Standing(
            _("We have found partners for you"),
            _("Your answer is needed"),
            _("Look at who would work with you and say yes or no."),
            kind="warn",
            url=address,
            action=_("Look at the team and answer"),
            course=known.course,
        )
    title, text = VERDICTS[Verdict(known.verdict.outcome)] if known.verdict else WAITING
    return Standing(
        _("You are in a team"),
        _(title),
        _(text),
        url=address,
        action=_("Open your team"),
        course=known.course,
        goes_on=known.verdict is None or known.verdict.outcome != Verdict.REJECTED,
    )


def _in_a_project(known: Known, project: Project) -> Standing:
    headline, text = PROJECTS[ProjectState(project.state)]
    if project.state == ProjectState.FINISHED and _is_published(known.blueprint):
        text = IN_THE_LIBRARY
    return Standing(
        _(headline),
        project.title,
        _(text),
        kind="good" if project.state != ProjectState.ENDED_EARLY else "info",
        url=project.get_absolute_url(),
        action=_("Open the project"),
        course=known.course,
        goes_on=project.state in (ProjectState.AGREEING, ProjectState.RUNNING),
    )


def _is_published(blueprint: Blueprint | None) -> bool:
    return blueprint is not None and blueprint.state == BlueprintState.PUBLISHED


WAITING = (
    _noop("Next, the team writes its own question"),
    _noop("The jury hears it on its day. Your network agent accompanies you."),
)
VERDICTS = {
    Verdict.APPROVED: (
        _noop("The jury has approved your project"),
        _noop("The agreement comes next; you get a mail when it is ready to be signed."),
    ),
    Verdict.CONDITIONS: (
        _noop("The jury has approved your project with conditions"),
        _noop("You find the conditions on the page of the team."),
    ),
    Verdict.REVISE: (
        _noop("The jury asks you to revise your question"),
        _noop("What it asks for and by when stands on the page of the team."),
    ),
    Verdict.REJECTED: (
        _noop("The jury has not approved your project"),
        _noop("You find its words on the page of the team."),
    ),
}
PROJECTS = {
    ProjectState.AGREEING: (
        _noop("Your project can begin soon"),
        _noop("The agreement waits for the signatures of the team."),
    ),
    ProjectState.RUNNING: (
        _noop("Your project is running"),
        _noop("Budget, vouchers, milestones and the prototype stand on its page."),
    ),
    ProjectState.FINISHED: (
        _noop("Your project is finished"),
        _noop("What is left is the blueprint, so that others can repeat it."),
    ),
    ProjectState.ENDED_EARLY: (
        _noop("Your project ended early"),
        _noop("Its vouchers stay on its page."),
    ),
}
IN_THE_LIBRARY = _noop("Your blueprint stands in the library. Thank you for taking part.")
