from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from scharnier.foundation import places
from scharnier.foundation.questions.queries import summarise
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web import pieces
from scharnier.foundation.web.pages import page
from scharnier.foundation.web.tables import Column, Filter, Table, View
from scharnier.stages.applications import mails, queries, questions_back
from scharnier.stages.applications.models import Application, Channel, SentVersion
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.applications.states import QuestionBackState
from scharnier.stages.calls import marks
from scharnier.stages.calls.models import Side

TRAIL_ROWS = 50


def file_of(application: Application) -> str:
    return reverse("applications:detail", args=[application.pk])


def district_of(application: Application) -> str:
    found = places.district(application.district)
    return str(found) if found else ""


def calls_of(request: HttpRequest) -> list[tuple[int, str]]:
    return list(queries.calls_worked_on_by(request.user).values_list("pk", "round__name"))


def _mark(rows: Sequence[Application], *, asked: Collection[int] | None = None) -> None:
    """Note on each where it stands now, in as many queries as for one."""
    words = queries.where_they_stand(rows, asked=asked)
    for row in rows:
        row.word = words.get(row.pk)


def _now(row: Application) -> str:
    return row.word.text if row.word else row.get_state_display()


def _state_cell(row: Application) -> str:
    """Where the application stands now, and whether it came late."""
    now = pieces.toned(row.word.kind, row.word.text) if row.word else pieces.state(row)
    late = pieces.toned("warn", _("late")) if row.is_late else ""
    return format_html("{} {}", now, late) if late else now


APPLICATIONS = Table(
    "applications",
    caption=_("Applications"),
    columns=[
        Column(
            "number",
            _("No."),
            sort="number_key",
            cell=lambda row: pieces.unbroken(row.number),
            place="key",
        ),
        Column(
            "name",
            _("Name"),
            sort="name",
            value=lambda a: str(a) if a.name else str(_("Not named yet")),
            place="main",
            link=file_of,
        ),
        Column(
            "side",
            _("Side"),
            sort="side",
            value=Application.get_side_display,
            cell=lambda row: marks.side(row.side),
            place="sub",
        ),
        Column("municipality", _("Place"), sort="municipality", priority=1),
        Column("district", _("District"), sort="district", value=district_of, priority=1),
        Column("state", _("State"), value=_now, cell=_state_cell, place="status"),
        Column("submitted_at", _("Handed in"), sort="submitted_at", priority=2),
        Column(
            "round", _("Round"), sort="call__opens_at", value=lambda a: str(a.round), priority=2
        ),
    ],
    search=["name", "number", "municipality"],
    filters=[
        Filter("round", _("Round"), calls_of, condition=lambda value: Q(call=value)),
        Filter("side", _("Side"), Side.choices),
        Filter("channel", _("Origin"), Channel.choices),
        Filter("district", _("District"), [(d.ags, d.name) for d in places.DISTRICTS]),
    ],
    views=[
        View("submitted", _("Handed in"), Q(state=S.SUBMITTED)),
        View("asked", _("Asked back"), Q(questions_back__state=QuestionBackState.OPEN)),
        View("late", _("Late"), Q(state=S.SUBMITTED, is_late=True)),
        View("drafts", _("Drafts"), Q(state=S.DRAFT)),
        View("gone", _("Withdrawn or merged"), Q(state__in=[S.WITHDRAWN, S.MERGED])),
    ],
    order="-submitted_at",
    mark=_mark,
    marks_files=True,
    empty=(
        _("No applications yet"),
        _("As soon as somebody begins one, or you import a table, it stands here."),
    ),
)


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    if not request.user.has_perm("applications.list_applications"):
        raise PermissionDenied
    rows = queries.in_the_workspace_of(request.user)
    calls = list(queries.calls_in_short(request.user)[:3])
    for call in calls:
        call.may_remind = request.user.has_perm("applications.remind_drafts", call)
    context = {"calls": calls, "area": _("Workspace")}
    return APPLICATIONS.respond(request, rows, "applications/listing.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one application, for the team."""
    application = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not request.user.has_perm("applications.merge_application", application) and not (
        request.user.has_perm("applications.grant_late_entry", application)
    ):
        raise PermissionDenied
    may_read = request.user.has_perm("applications.view_answers", application)
    versions = list(application.sent_versions.select_related("sent_by").order_by("-number"))
    for version in versions:
        version.application = application
    asked_back = questions_back.of(application)
    is_asked = any(one.state == QuestionBackState.OPEN for one, _about in asked_back)
    _mark([application], asked=[pk] if is_asked else [])
    request.programme = application.round.programme
    context = {
        "application": application,
        "state_now": _state_cell(application),
        "call": application.call,
        "sections": _sections(application, versions[:1]) if may_read else [],
        "may_read": may_read,
        "district": district_of(application),
        "people": list(application.applicants.all()),
        "alike": queries.alike(application),
        "versions": versions,
        "questions_back": asked_back,
        "late_entry": queries.late_entry_of(application),
        "mails": mails.of_application(application)[:20],
        "trail": entries_for(application)[:TRAIL_ROWS],
        "may": _may(request, application),
        "changed": _is_being_changed(application),
        "area": _("Applications"),
    }
    return page(request, "applications/detail.html", context)


def _is_being_changed(application: Application) -> bool:
    """Changed since it was handed in, and it may be handed in again."""
    return (
        application.state == S.SUBMITTED
        and application.sheet.has_changed_since_sent
        and queries.accepts(application)
    )


def _sections(application: Application, last: list[SentVersion]) -> list[dict]:
    shown = queries.shown_to_staff(application, last[0] if last else None)
    return [
        {
            "title": one.page.called,
            "rows": [
                {"label": row.question.called, "value": row.words, "files": row.files}
                for row in one.rows
                if row.words or row.files
            ],
            "unanswered": [row.question.called for row in one.rows if not (row.words or row.files)],
        }
        for one in summarise(shown)
    ]


def _may(request: HttpRequest, application: Application) -> dict[str, bool]:
    acts = ("answer", "submit", "withdraw", "merge", "remind")
    may = {
        verb: request.user.has_perm(f"applications.{verb}_application", application)
        for verb in acts
    }
    return may | {"ask_back": request.user.has_perm("applications.ask_back", application)}
