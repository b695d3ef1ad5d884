import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from scharnier.foundation import clock
from scharnier.foundation.files.models import File
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.queries import rounds_for, within_reach
from scharnier.stages.jury.models import Award
from scharnier.stages.matching import queries as matching
from scharnier.stages.matching.models import Team
from scharnier.stages.matching.queries import Partner
from scharnier.stages.matching.states import MemberState
from scharnier.stages.projects.models import (
    AgreementSignature,
    BudgetLine,
    CheckIn,
    HealthStatus,
    Project,
    TeamAgreement,
    Voucher,
)
from scharnier.stages.projects.states import ProjectState, VoucherState

LOADED = ["team__round__programme", "team__organisation", "award"]


def visible_to(person: Person) -> QuerySet[Project]:
    """The list twin of ``projects.view_project``."""
    reach = within_reach(
        person, Role.LEAD, Role.AGENT, round="team__round", district="team__district"
    ) | within_reach(person, Role.TREASURER, round="team__round", district="team__district")
    mine = Q(team__in=matching.working_teams_of(person).values("pk"))
    return Project.objects.filter(reach | mine).select_related(*LOADED)


def vouchers_visible_to(person: Person) -> QuerySet[Voucher]:
    """The list twin of ``projects.view_voucher``."""
    where = {"round": "project__team__round", "district": "project__team__district"}
    reach = within_reach(person, Role.LEAD, Role.AGENT, Role.TREASURER, Role.OBSERVER, **where)
    mine = Q(project__team__in=matching.working_teams_of(person).values("pk")) | Q(
        project__team__in=matching.teams_left_by(person).values("pk"), handed_in_by=person.pk
    )
    return Voucher.objects.filter(reach | mine).select_related(
        *(f"project__{path}" for path in LOADED), "budget_line__category", "file"
    )


def listed(vouchers: QuerySet[Voucher]) -> QuerySet[Voucher]:
    """With no more than the voucher list shows; a round is read once, not for every row."""
    return with_committed(
        vouchers.select_related(None)
        .select_related("project__team", "budget_line__category", "file")
        .prefetch_related("project__team__round", "more_files__file")
    )


def files_of(voucher: Voucher) -> list[File]:
    """All files of a voucher, the first one first."""
    more = [one.file for one in voucher.more_files.select_related("file").order_by("pk")]
    return [voucher.file, *more] if voucher.file else more


def of_round(round: ProgrammeRound) -> QuerySet[Project]:
    return Project.objects.filter(team__round=round).select_related(*LOADED)


def for_team(team_id: int) -> Project | None:
    return Project.objects.filter(team=team_id).select_related(*LOADED).first()


def project_panel(person: Person, team: Team) -> dict | None:
    """The way from the team's page to its project, for those who may see it."""
    project = visible_to(person).select_related(None).filter(team=team).first()
    return {"project": project} if project else None


def own_vouchers_panel(person: Person, team: Team) -> dict:
    """For somebody who has left the team: what they handed in, and how it stands."""
    own = vouchers_visible_to(person).filter(project__team=team, handed_in_by=person.pk)
    return {"vouchers": own.order_by("running_number"), "currency": team.round.currency}


def awards_without_project(round: ProgrammeRound) -> QuerySet[Award]:
    """Awards of a round whose teams have not begun yet."""
    begun = Project.objects.filter(team__round=round).values("award")
    return (
        Award.objects.filter(team__round=round)
        .exclude(pk__in=begun)
        .select_related("team__organisation", "team__round")
    )


@dataclass(frozen=True)
class Worries:
    """Running projects that somebody should look after.

    ``red`` is the number in trouble, ``silent`` the titles of those of which nothing was
    heard for too long, the longest silence first.
    """

    red: int
    silent: list[str]


def worries(projects: QuerySet[Project]) -> Worries:
    """In one query. What too long is, the round says."""
    now = clock.now()
    running = list(
        projects.filter(state=ProjectState.RUNNING)
        .order_by("last_sign_at", "pk")
        .values_list("title", "health_status", "last_sign_at", "team__round__silent_after_days")
    )
    return Worries(
        red=sum(status == HealthStatus.RED for _title, status, _heard, _days in running),
        silent=[
            title
            for title, _status, heard, days in running
            if heard < now - dt.timedelta(days=days)
        ],
    )


def is_silent(person: Person) -> Q:
    """The condition for projects of which their round has heard nothing for too long."""
    quiet = Q(pk__in=[])
    rounds = rounds_for(person).order_by()
    for days in set(rounds.values_list("silent_after_days", flat=True)):
        since = clock.now() - dt.timedelta(days=days)
        quiet |= Q(team__round__silent_after_days=days, last_sign_at__lt=since)
    return quiet & Q(state=ProjectState.RUNNING)


def with_latest_check_in(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Each project with ``latest_note`` and ``latest_on`` of its last check-in."""
    latest = CheckIn.objects.filter(project=OuterRef("pk")).order_by("-held_on", "-pk")
    return projects.annotate(
        latest_note=Subquery(latest.values("note")[:1]),
        latest_on=Subquery(latest.values("held_on")[:1]),
    )


@dataclass(frozen=True)
class Line:
    """A budget line with what was handed in and accepted on it, in cents."""

    line: BudgetLine
    committed_cents: int
    accepted_cents: int

    @property
    def free_cents(self) -> int:
        return self.line.planned_cents - self.committed_cents


@dataclass(frozen=True)
class Budget:
    """A project's money, in cents. ``committed`` counts vouchers handed in or accepted."""

    award_cents: int
    lines: list[Line]

    @property
    def planned_cents(self) -> int:
        return sum(line.line.planned_cents for line in self.lines)

    @property
    def unplanned_cents(self) -> int:
        return self.award_cents - self.planned_cents

    @property
    def committed_cents(self) -> int:
        return sum(line.committed_cents for line in self.lines)

    @property
    def accepted_cents(self) -> int:
        return sum(line.accepted_cents for line in self.lines)


COMMITTED = [VoucherState.HANDED_IN, VoucherState.QUERIED, VoucherState.ACCEPTED]


def budget_of(project: Project) -> Budget:
    """The budget in two queries, whatever the number of lines and vouchers."""
    sums = {
        (row["budget_line"], row["state"]): row["cents"]
        for row in Voucher.objects.filter(project=project)
        .values("budget_line", "state")
        .annotate(cents=Sum("eligible_cents"))
        .order_by()
    }
    lines = project.budget_lines.select_related("category").order_by("position", "pk")
    return Budget(
        award_cents=project.award.amount_cents,
        lines=[
            Line(
                line=line,
                committed_cents=sum(sums.get((line.pk, state), 0) for state in COMMITTED),
                accepted_cents=sums.get((line.pk, VoucherState.ACCEPTED), 0),
            )
            for line in lines
        ],
    )


def partners_of(project: Project) -> list[Partner]:
    return matching.working_partners_of(project.team)


@dataclass(frozen=True)
class Yes:
    """A side of the team and its yes: who of its people gave it, and when (None: not yet).

    A side has said yes when one of its people has. One that was only asked to join the
    team (``is_asked``) has nobody who could; ``since`` is when a creative joined.
    """

    name: str
    people: tuple[Person, ...]
    given_at: dt.datetime | None
    given_by: Person | None
    is_asked: bool = False
    since: dt.datetime | None = None


def yes_of_sides(team: Team, given: dict[int, dt.datetime]) -> list[Yes]:
    """Every side of a team, the organisation first; ``given`` is when which person said yes."""
    people: dict[int, list[Person]] = {}
    for partner in matching.working_partners_of(team):
        people.setdefault(partner.application.pk, []).append(partner.person)
    rows = []
    for answer in matching.answers_of(team):
        side, member = answer["side"], answer["member"]
        own = tuple(people.get(side.pk, ()))
        by = next((person for person in own if person.pk in given), None)
        rows.append(Yes(
            str(side), own, given[by.pk] if by else None, by,
            is_asked=member is not None and member.state != MemberState.CONFIRMED,
            since=member.answered_at if member else None,
        ))  # fmt: skip
    return rows


def signings_of(agreement: TeamAgreement) -> list[Yes]:
    """Every side of the team with its signature under the version in force."""
    signed = AgreementSignature.objects.filter(
        agreement=agreement, agreement_version=agreement.version
    )
    return yes_of_sides(agreement.project.team, dict(signed.values_list("person", "signed_at")))


@dataclass(frozen=True)
class Former:
    """Somebody who signed and is not in the team any more; ``left_at`` is None if nobody noted it."""

    name: str
    signed_at: dt.datetime
    left_at: dt.datetime | None


def former_signings(agreement: TeamAgreement) -> list[Former]:
    """Signatures under the version in force of people who have left the team since."""
    team = agreement.project.team
    left = dict(
        team.members.filter(state=MemberState.REPLACED)
        .order_by("pk")
        .values_list("application__applicants__person", "left_at")
    )
    working = [partner.person.pk for partner in matching.working_partners_of(team)]
    signed = AgreementSignature.objects.filter(
        agreement=agreement, agreement_version=agreement.version
    ).exclude(person__in=working)
    return [
        Former(str(one.person), one.signed_at, left.get(one.person_id))
        for one in signed.select_related("person").order_by("signed_at", "pk")
    ]


def names_who_left(agreement: TeamAgreement) -> list[str]:
    """Sides that stand in the text and are not in the team any more."""
    team = agreement.project.team
    stay = {str(side) for side in matching.sides_of(team)}
    gone = team.members.filter(state=MemberState.REPLACED).select_related("application")
    names = dict.fromkeys(str(one.application) for one in gone.order_by("pk"))
    return [name for name in names if name not in stay and name in agreement.text]


def voucher_list(round: ProgrammeRound) -> QuerySet[Voucher]:
    """The vouchers of a round in the order of the voucher list, drafts left out."""
    return (
        with_committed(Voucher.objects.filter(project__team__round=round))
        .exclude(state=VoucherState.DRAFT)
        .select_related(
            "project__team__organisation",
            "project__team__round__programme",
            "budget_line__category",
            "file",
        )
        .order_by("project__team__number", "running_number")
    )


def with_committed(vouchers: QuerySet[Voucher]) -> QuerySet[Voucher]:
    """Each voucher with ``others_cents``: what other vouchers take of its budget line."""
    others = (
        Voucher.objects.filter(budget_line=OuterRef("budget_line"), state__in=COMMITTED)
        .exclude(pk=OuterRef("pk"))
        .order_by()
        .values("budget_line")
        .annotate(cents=Sum("eligible_cents"))
    )
    return vouchers.annotate(others_cents=Coalesce(Subquery(others.values("cents")), 0))


def committed_on(line: BudgetLine, *, without: Voucher | None = None) -> int:
    """What was handed in or accepted on a budget line, in cents."""
    taken = Voucher.objects.filter(budget_line=line, state__in=COMMITTED)
    if without is not None:
        taken = taken.exclude(pk=without.pk)
    return taken.aggregate(cents=Sum("eligible_cents"))["cents"] or 0


@dataclass(frozen=True)
class Totals:
    """What a voucher list adds up to, in cents of ``currency``; what was refused is not in the sums."""

    number: int
    gross_cents: int
    eligible_cents: int
    accepted_cents: int
    currency: str = "EUR"


def totals_of(vouchers: QuerySet[Voucher]) -> Totals:
    sums = vouchers.order_by().aggregate(
        number=Count("pk"),
        gross=Coalesce(Sum("gross_cents", filter=Q(state__in=COMMITTED)), 0),
        eligible=Coalesce(Sum("eligible_cents", filter=Q(state__in=COMMITTED)), 0),
        accepted=Coalesce(Sum("eligible_cents", filter=Q(state=VoucherState.ACCEPTED)), 0),
        currency=Min("project__team__round__currency"),
    )
    return Totals(
        number=sums["number"],
        gross_cents=sums["gross"],
        eligible_cents=sums["eligible"],
        accepted_cents=sums["accepted"],
        currency=sums["currency"] or "EUR",
    )


def faults_of(voucher: Voucher) -> list[str]:
    """What keeps a voucher from the voucher list, as codes (``words.FAULTS`` has the sentences).

    ``no_file``, ``no_payment_date``, ``paid_before_invoice``, ``before_period``,
    ``after_period``, ``over_line``. Without a query for vouchers of ``with_committed``.
    """
    if voucher.state == VoucherState.REFUSED:
        return []
    round = voucher.round
    faults = []
    if voucher.file_id is None:
        faults.append("no_file")
    if voucher.paid_on is None:
        faults.append("no_payment_date")
    elif voucher.paid_on < voucher.invoice_on - dt.timedelta(days=31):
        faults.append("paid_before_invoice")
    if round.eligible_from and voucher.invoice_on < round.eligible_from:
        faults.append("before_period")
    if round.eligible_until and voucher.invoice_on > round.eligible_until:
        faults.append("after_period")
    spent = getattr(voucher, "others_cents", None)
    if spent is None:
        spent = committed_on(voucher.budget_line, without=voucher)
    if spent + voucher.eligible_cents > voucher.budget_line.planned_cents:
        faults.append("over_line")
    return faults
