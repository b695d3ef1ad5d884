"""The home of somebody who takes part: their applications, teams, challenges, projects, blueprints."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from scharnier.desk.standing import NOTHING_KNOWN, Known, in_words
from scharnier.desk.tasks import Task
from scharnier.desk.yes_given import released_blueprints, signed_challenges, signed_projects
from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.web import formats
from scharnier.stages.applications import queries as applications
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState
from scharnier.stages.applications.status import headline_of
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.blueprints.states import BlueprintState
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.challenges.states import TONES, ChallengeState
from scharnier.stages.events import queries as events
from scharnier.stages.jury import queries as jury
from scharnier.stages.jury.models import JuryVerdict
from scharnier.stages.jury.queries import Heard
from scharnier.stages.matching import queries as matching
from scharnier.stages.matching.models import Team
from scharnier.stages.matching.states import TeamState
from scharnier.stages.projects.models import Project, Voucher
from scharnier.stages.projects.queries import not_replaced
from scharnier.stages.projects.states import ProjectState, VoucherState
from scharnier.stages.reviews import queries as reviews
from scharnier.stages.reviews.models import Decision

MOST = 5
SHOWN_OF_A_QUESTION = 160

Words = dict[str, tuple[str, str]]

KINDS: dict[type[Model], tuple[str, str]] = {
    Application: (_noop("Application"), "file-text"),
    Team: (_noop("Team"), "users"),
    Challenge: (_noop("Challenge"), "lightbulb"),
    Project: (_noop("Project"), "hammer"),
    Blueprint: (_noop("Blueprint"), "book-open"),
}


@dataclass(frozen=True)
class Stop:
    """A thing of the person's own, and where it stands.

    ``words`` (tone and words) say what others decided about it in the meantime; without
    them its own state is the truth. ``asks`` is False once the person's side has answered.
    """

    subject: Model
    url: str
    words: tuple[str, str] | None = None
    asks: bool = True

    @property
    def kind(self) -> str:
        """What it is, in a word: “Project”."""
        return gettext(KINDS[type(self.subject)][0])

    @property
    def icon(self) -> str:
        return KINDS[type(self.subject)][1]

    @property
    def detail(self) -> str:
        """Which one it is."""
        if isinstance(self.subject, Application):
            return self.subject.number or ""
        return str(self.subject)


@dataclass(frozen=True)
class Journey:
    """What a person takes part in, by stage, the latest first; empty lists where nothing is yet.

    ``queried`` are the vouchers of their projects about which there is a question, ``refused``
    those that are not paid and that no other has followed.
    """

    applications: list[Stop]
    teams: list[Stop]
    challenges: list[Stop]
    projects: list[Stop]
    blueprints: list[Stop]
    events: list[Stop]
    queried: list[Voucher]
    refused: list[Voucher]
    known: Known = NOTHING_KNOWN

    @property
    def is_empty(self) -> bool:
        return not (self.applications or self.teams or self.events)

    @property
    def stops(self) -> list[Stop]:
        """All but the events, the latest stage first: that is where something is to be done."""
        later = [*self.projects, *self.blueprints, *self.challenges]
        return [*later, *self.teams, *self.applications]

    @property
    def headline(self) -> str:
        """How things stand with the latest of it, in words."""
        standing = in_words(self.known)
        if standing is not None:
            return standing.headline
        if not self.applications:
            return ""
        latest = self.applications[0].subject
        return headline_of(latest, accepts=latest.call.is_open)

    @property
    def course(self) -> list[dict]:
        """The stations so far, for ``web/_task_list.html``; of several applications none is told."""
        if len(self.applications) != 1:
            return []
        sent = self.applications[0].subject.submitted_at
        stations = [(gettext("Handed in"), sent)] if sent else []
        return [
            {"label": label, "status": formats.day(at) if at else "", "state": "done"}
            for label, at in (*stations, *self.known.course)
        ]


def journey_of(person: Person) -> Journey:
    """One query a stage, and none for stages that the person cannot have reached.

    Narrow ones, because this is the page that everybody opens first: what belongs to the
    person's own teams is theirs to see, so nothing is asked about reach.
    """
    upcoming = events.visible_to(person).filter(ends_at__gte=clock.now()).order_by("starts_at")
    coming = _stops(_bare(upcoming)[:MOST])
    own = list(_bare(applications.of_person(person), "call")[:MOST])
    decided = reviews.known_to([person.pk], own) if own else []
    decisions = {one.application_id: one for one in decided}
    applied = _decided(own, decisions)
    known = list(_bare(matching.known_teams_of(person), "organisation")[:MOST]) if own else []
    if not known:
        known_now = Known(decisions.get(own[0].pk)) if own else NOTHING_KNOWN
        return Journey(applied, [], [], [], [], coming, [], [], known_now)
    teams = [team for team in known if team.works_here]
    challenges = _belonging(Challenge.objects.order_by("-pk"), "team", teams)
    heard = jury.heard_by([person.pk], [one.team_id for one in challenges]) if challenges else {}
    # The award, too, stands in the letter: without it there is no project to be known.
    told = [team for team in teams if team.pk not in heard or not heard[team.pk].held_back]
    begun = _belonging(Project.objects.order_by("-pk"), "team", told)
    written = _belonging(
        Blueprint.objects.select_related("current").order_by("-pk"), "project", begun
    )
    vouchers = _belonging(_vouchers_to_tell(), "project", begun)
    return Journey(
        applications=applied,
        teams=[_place_in(team) for team in known],
        challenges=_judged(challenges, heard, own),
        projects=_answered(begun, signed_projects(begun, own), _("Signed; others are missing")),
        blueprints=_answered(
            written, released_blueprints(written, own), _("Released; others are missing")
        ),
        events=coming,
        queried=[one for one in vouchers if one.state == VoucherState.QUERIED],
        refused=[one for one in vouchers if one.state == VoucherState.REFUSED],
        known=_known(decisions.get(own[0].pk), known, heard, begun, written),
    )


def _known(
    decision: Decision | None,
    teams: Sequence[Team],
    heard: dict[int, Heard],
    begun: Sequence[Project],
    written: Sequence[Blueprint],
) -> Known:
    """What the person knows of the latest team, from what is loaded already."""
    team = next((one for one in teams if one.works_here or one.is_offered), None)
    if team is None or not team.works_here:
        return Known(decision, team)
    said = heard.get(team.pk)
    project = next((one for one in begun if one.team_id == team.pk), None)
    return Known(
        decision,
        team,
        said.last_known if said else None,
        project,
        next((one for one in written if project and one.project_id == project.pk), None),
    )


def _vouchers_to_tell() -> QuerySet[Voucher]:
    said = Voucher.objects.filter(state__in=[VoucherState.QUERIED, VoucherState.REFUSED])
    return not_replaced(said).order_by("state", "-pk")


def _place_in(team: Team) -> Stop:
    """A team from ``known_teams_of``: an offer, the team itself, or a place that has ended."""
    words = None
    if not team.works_here:
        words = ("warn", _("You are asked")) if team.is_offered else ("", _("Your place has ended"))
    return Stop(team, team.get_absolute_url(), words)


def _decided(own: Sequence[Application], told: dict[int, Decision]) -> list[Stop]:
    """Applications with the decision about them once the person was told."""
    return [
        Stop(
            one,
            one.get_absolute_url(),
            _words(told[one.pk])
            if one.pk in told and one.state == ApplicationState.SUBMITTED
            else None,
        )
        for one in own
    ]


def _judged(
    challenges: Sequence[Challenge], heard: dict[int, Heard], own: Sequence[Application]
) -> list[Stop]:
    """Challenges with the jury's last verdict once the person was told.

    A challenge that was given back to be revised speaks for itself again; as long as the
    letter about that is held, it is with the jury.
    """
    signed = signed_challenges(challenges, own)
    stops = []
    for one in challenges:
        said = heard.get(one.team_id)
        if said and said.held_back and one.state == ChallengeState.DRAFT:
            state = ChallengeState.HANDED_IN
            stops.append(Stop(one, one.get_absolute_url(), (TONES[state], state.label), asks=False))
            continue
        verdict = said.last_known if said and not said.held_back else None
        is_said = (
            verdict is not None
            and verdict.outcome != JuryVerdict.Outcome.REVISE
            and one.state == ChallengeState.HANDED_IN
        )
        words = _words(verdict) if verdict and is_said else None
        stops += (
            [Stop(one, one.get_absolute_url(), words)]
            if words
            else _answered([one], signed, _("Signed; others are missing"))
        )
    return stops


def _words(one: Decision | JuryVerdict) -> tuple[str, str]:
    return TONES_OF_OUTCOMES[one.outcome], one.get_outcome_display()


def _bare(rows: QuerySet, *relations: str) -> QuerySet:
    """The same rows with these relations and nothing else."""
    bare = rows.select_related(None).prefetch_related(None)
    return bare.select_related(*relations) if relations else bare


def _belonging(rows: QuerySet, relation: str, owners: Sequence[Model]) -> list[Model]:
    """The rows of these owners, who are loaded already and put in their place."""
    if not owners:
        return []
    by_key = {owner.pk: owner for owner in owners}
    found = list(rows.filter(**{f"{relation}__in": list(by_key)})[:MOST])
    for row in found:
        setattr(row, relation, by_key[getattr(row, f"{relation}_id")])
    return found


def _stops(rows: Iterable[Model]) -> list[Stop]:
    return [Stop(row, _work_on(row)) for row in rows]


def _answered(rows: Iterable[Model], given: Collection[int], words: str) -> list[Stop]:
    """As ``_stops``; what the person's side has said yes to waits for the others only."""
    return [
        Stop(row, _work_on(row), ("brand", words), asks=False)
        if row.pk in given
        else Stop(row, _work_on(row))
        for row in rows
    ]


def _work_on(row: Model) -> str:
    if isinstance(row, Blueprint):
        return row.get_work_url()
    return row.get_absolute_url()


def tasks_of(journey: Journey) -> list[Task]:
    """What a participant can do now, the latest stage first. Asks nothing of the database.

    A question about a voucher comes before all: money waits for its answer. Then comes what
    was refused: it is not paid unless the team puts it right.
    """
    stages = (
        (journey.blueprints, BLUEPRINT_WORDS),
        (journey.projects, PROJECT_WORDS),
        (journey.challenges, CHALLENGE_WORDS),
    )
    offers = [stop for stop in journey.teams if stop.subject.is_offered]
    return [
        *(_answer(voucher) for voucher in journey.queried),
        *(_refusal(voucher) for voucher in journey.refused if _runs(voucher)),
        *(_task(stop, words) for stops, words in stages for stop in stops if _waits(stop, words)),
        *(_task(stop, TEAM_WORDS, TeamState.OFFERED) for stop in offers),
        *(_task(stop, APPLICATION_WORDS) for stop in journey.applications
          if _waits(stop, APPLICATION_WORDS)),
    ]  # fmt: skip


def _task(stop: Stop, words: Words, state: str = "") -> Task:
    title, button = words[state or stop.subject.state]
    return Task(_(title), _due(stop.subject), _where(stop), _(button))


def _where(stop: Stop) -> str:
    """Where the task is done: an agreement that waits for signatures has its own page."""
    project = stop.subject
    if isinstance(project, Project) and project.state == ProjectState.AGREEING:
        return reverse("projects:agreement", args=[project.pk])
    return stop.url


def _waits(stop: Stop, words: Words) -> bool:
    return stop.asks and stop.subject.state in words and _can_act(stop.subject)


def _answer(voucher: Voucher) -> Task:
    return Task(
        _("A question about the voucher %(voucher)s") % {"voucher": voucher},
        Truncator(voucher.query).chars(SHOWN_OF_A_QUESTION),
        voucher.get_absolute_url(),
        _("Answer the question"),
    )


def _refusal(voucher: Voucher) -> Task:
    return Task(
        _("The voucher %(voucher)s was refused") % {"voucher": voucher},
        Truncator(voucher.query).chars(SHOWN_OF_A_QUESTION),
        voucher.project.get_absolute_url(),
        _("Read what to do"),
    )


def _runs(voucher: Voucher) -> bool:
    return voucher.project.state == ProjectState.RUNNING


def _can_act(subject: Model) -> bool:
    """A draft of a closed call is nothing to do any more."""
    return not isinstance(subject, Application) or subject.call.is_open


def _due(subject: Model) -> str:
    """By when, if there is a day; else what it is about."""
    day = getattr(subject, "due_on", None)
    if isinstance(subject, Application):
        day = timezone.localtime(subject.call.deadline_at).date()
    return _("Until %(day)s.") % {"day": date_format(day, "DATE_FORMAT")} if day else str(subject)


TONES_OF_OUTCOMES: dict[str, str] = {
    Decision.Outcome.ACCEPTED: "good",
    Decision.Outcome.WAITLISTED: "warn",
    JuryVerdict.Outcome.APPROVED: "good",
    JuryVerdict.Outcome.CONDITIONS: "brand",
    JuryVerdict.Outcome.REVISE: "warn",
    JuryVerdict.Outcome.REJECTED: "",
}
BLUEPRINT_WORDS = {
    BlueprintState.DRAFT: (
        _noop("Write down what others can repeat"),
        _noop("Work on the blueprint"),
    ),
    BlueprintState.RELEASING: (
        _noop("The blueprint waits for your release"),
        _noop("Read and release"),
    ),
}
PROJECT_WORDS = {
    ProjectState.AGREEING: (
        _noop("The agreement waits for your signature"),
        _noop("Read and sign"),
    ),
    ProjectState.RUNNING: (
        _noop("Hand in vouchers and show the prototype"),
        _noop("Open the project"),
    ),
}
CHALLENGE_WORDS = {
    ChallengeState.DRAFT: (_noop("Find your team's own question"), _noop("Open the canvas")),
    ChallengeState.SIGNING: (_noop("The challenge waits for signatures"), _noop("Read and sign")),
    ChallengeState.SIGNED: (
        _noop("The challenge is signed by all"),
        _noop("Hand it in to the jury"),
    ),
}
TEAM_WORDS = {TeamState.OFFERED: (_noop("Your team is proposed"), _noop("Say yes or no"))}
APPLICATION_WORDS = {
    ApplicationState.DRAFT: (
        _noop("Your application is not handed in yet"),
        _noop("Continue the application"),
    )
}
