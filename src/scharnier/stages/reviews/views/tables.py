"""The tables of this stage, declared once."""

from django.db.models import F, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.foundation import places
from scharnier.foundation.web import pieces
from scharnier.foundation.web.tables import Column, Filter, Table, View
from scharnier.stages.applications.models import Application
from scharnier.stages.calls import marks
from scharnier.stages.calls.models import Side
from scharnier.stages.reviews.models import Decision
from scharnier.stages.reviews.states import DecisionState

Outcome = Decision.Outcome


def _address(row: Application) -> str:
    return reverse("reviews:application", args=[row.pk])


def _done(row: Application) -> str:
    return f"{row.reviews or 0}/{row.asked or 0}"


def _check(row: Application) -> str:
    words = {None: _("Not checked"), True: _("Passed"), False: _("Not passed")}
    return str(words[row.eligible])


def _check_cell(row: Application) -> str:
    return pieces.toned({None: "line", True: "good", False: "bad"}[row.eligible], _check(row))


def _outcome(row: Application) -> str:
    return str(Outcome(row.outcome).label) if row.outcome else ""


def _decision_cell(row: Application) -> str:
    """The decision, its place on the waiting list, and whether it is told already."""
    if not row.outcome:
        return NOT_YET
    words = [_outcome(row), str(row.place_on_list)] if row.place_on_list else [_outcome(row)]
    shown = pieces.toned(TONES[row.outcome], " · ".join(words))
    if row.decision_state == DecisionState.PREPARED:
        shown += format_html(' <span class="small muted">{}</span>', _("not released"))
    return shown


def _district(row: Application) -> str:
    found = places.district(row.district)
    return found.name if found else ""


NOT_YET = mark_safe('<span class="muted">–</span>')
TONES = {Outcome.ACCEPTED: "good", Outcome.WAITLISTED: "warn", Outcome.REJECTED: "bad"}

NUMBER = Column(
    "number",
    _p("application", "No."),
    sort="number_key",
    cell=lambda row: pieces.unbroken(row.number),
    place="key",
)
NAME = Column("name", _("Name"), sort="name", place="main", link=_address)
SIDE = Column(
    "side",
    _("Side"),
    sort="side",
    value=lambda row: row.get_side_display(),
    cell=lambda row: marks.side(row.side),
    place="sub",
)
DISTRICT = Column("district", _("District"), sort="district", value=_district, priority=1)
CHECK = Column(
    "check",
    _("Formal check"),
    sort="eligible",
    value=_check,
    cell=_check_cell,
    priority=2,
)
DONE = Column("reviews", _("Reviews"), sort="reviews", value=_done, numeric=True, priority=2)
MEAN = Column("mean", _("Mean, of 100"), sort="mean", value=lambda row: row.mean, numeric=True)
DECISION = Column(
    "decision",
    _("Decision"),
    sort="outcome",
    value=_outcome,
    cell=_decision_cell,
    place="status",
)
OUTCOMES = [*Outcome.choices, ("open", _("Not decided"))]


def outcome_is(value: str) -> Q:
    return Q(outcome=None) if value == "open" else Q(outcome=value)


def district_choices(request: object) -> list[tuple[str, str]]:
    return [(district.ags, district.name) for district in places.DISTRICTS]


SIDES = Filter("side", _("Side"), Side.choices)
DISTRICTS = Filter("district", _("District"), district_choices)
BY_DECISION = Filter("decision", _("Decision"), OUTCOMES, condition=outcome_is)

APPLICATIONS = Table(
    "applications",
    caption=_("Applications handed in"),
    titled=True,
    columns=[NUMBER, NAME, SIDE, DISTRICT, CHECK, DONE, MEAN, DECISION],
    search=["number", "name", "municipality"],
    filters=[SIDES, DISTRICTS, BY_DECISION],
    views=[
        View("unchecked", _("Not checked"), Q(eligible=None)),
        View(
            "reviewing",
            _("Reviews open"),
            Q(eligible=True) & (Q(reviews=None) | Q(reviews__lt=F("asked"))),
        ),
        View("undecided", _("Not decided"), Q(outcome=None)),
    ],
    order="number",
    empty=(
        _("No applications yet."),
        _("As soon as somebody hands in an application of this round, it stands here."),
    ),
)

REASONS = Table(
    "reasons",
    caption=_("Points of the formal check"),
    columns=[
        Column("position", _p("point", "No."), sort="position", numeric=True, priority=1),
        Column(
            "title",
            _("Point of the check"),
            place="main",
            link=lambda row: row.get_absolute_url() if row.may_change else "",
        ),
        Column(
            "side",
            _("Asked of"),
            sort="side",
            value=lambda row: str(row.get_side_display() or _("Both sides")),
            place="sub",
        ),
        Column("sentence", _("Sentence to the applicant"), priority=2),
        Column("code", _p("point of the check", "Code"), sort="code", priority=1),
    ],
    order="position",
    empty=(
        _("No points of the check yet."),
        _("Prepare the round, and the usual nine points stand here."),
    ),
)

QUEUE = Table(
    "queue",
    caption=_("My reviews"),
    columns=[
        Column(
            "number",
            _p("application", "No."),
            sort="number_key",
            cell=lambda row: pieces.unbroken(row.number),
            place="key",
        ),
        Column("title", _("Application"), sort="title", place="main", link=True),
        Column(
            "side",
            _("Side"),
            sort="side",
            value=lambda row: str(Side(row.side).label),
            cell=lambda row: marks.side(row.side),
            place="sub",
        ),
        Column(
            "round_name",
            _("Round"),
            value=lambda row: str(row.round_name),
            sort="application__call__round__starts_on",
            priority=2,
        ),
        Column("percent", _("My points, of 100"), sort="percent", numeric=True),
        Column(
            "state",
            _("State"),
            sort="state",
            value=lambda row: row.get_state_display(),
            cell=pieces.state,
            place="status",
        ),
    ],
    search=["title", "number"],
    views=[View("open", _("Still open"), Q(state__in=["assigned", "started"]))],
    order="number",
    empty=(
        _("Nothing waits for you."),
        _("When you are asked to review applications, they stand here."),
    ),
)
