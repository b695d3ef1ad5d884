from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation.jobs import actions as jobs
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.questions.filled import Outline
from scharnier.foundation.questions.queries import outline
from scharnier.foundation.states import Refused
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.applications import queries
from scharnier.stages.applications.actions import imports
from scharnier.stages.applications.forms import ReadFileForm
from scharnier.stages.applications.imports.columns import choices, guess
from scharnier.stages.applications.imports.plan import Planner
from scharnier.stages.applications.models import ImportRow, ImportRun
from scharnier.stages.applications.views.posted import posted_with_files
from scharnier.stages.calls.models import Call, TargetGroup

AT_ONCE = 100  # rows that are imported while somebody waits; more are the worker's
ROWS_A_PAGE = 50
BRINGING = ["taken", "draft", "updated", "duplicate"]  # outcomes that write something
TONES = {
    "taken": "good", "draft": "warn", "updated": "brand", "duplicate": "brand",
    "unchanged": "line", "refused": "bad",
}  # fmt: skip


def _run(request: HttpRequest, pk: int) -> ImportRun:
    run = get_object_or_404(queries.import_runs_visible_to(request.user), pk=pk)
    if not request.user.has_perm("applications.import_applications", run.call):
        raise PermissionDenied
    return run


@require_http_methods(["GET", "HEAD", "POST"])
def read_file(request: HttpRequest, slug: str, side: str) -> HttpResponse:
    """Choose a table. The next page shows what would become of every row."""
    call: Call = get_object_or_404(queries.calls_worked_on_by(request.user), slug=slug)
    if not request.user.has_perm("applications.import_applications", call):
        raise PermissionDenied
    group = get_object_or_404(TargetGroup, call=call, side=side)
    form = ReadFileForm(*posted_with_files(request))
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run = imports.read(
                call, side=side, name=upload.name, content=upload.read(), by=request.user
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return go_to(request, run)
    runs = queries.import_runs_visible_to(request.user).filter(call=call, side=side)
    context = {
        "call": call,
        "group": group,
        "form": form,
        "runs": runs.order_by("-started_at", "-pk")[:10],
        "area": _("Applications"),
    }
    return page(request, "applications/import.html", context)


@require_http_methods(["GET", "HEAD"])
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the import the preview, afterwards the report."""
    run = _run(request, pk)
    counts = dict(run.rows.values_list("outcome").annotate(n=Count("pk")).order_by())
    planner = Planner(run)
    wanted = request.GET.get("outcome", "")
    rows = run.rows.select_related("application").order_by("line")
    if wanted in ImportRow.Outcome.values:
        rows = rows.filter(outcome=wanted)
    context = {
        "run": run,
        "call": run.call,
        "counts": [
            {
                "value": value,
                "label": label if run.applied_at else ImportRow.Outcome(value).coming,
                "number": counts.get(value, 0),
                "kind": TONES[value],
                "current": value == wanted,
            }
            for value, label in ImportRow.Outcome.choices
        ],
        "total": sum(counts.values()),
        "bringing": sum(counts.get(value, 0) for value in BRINGING),
        "other_group": None if run.applied_at else _fits_better(run, planner.form),
        "rows": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "tones": TONES,
        "columns": _columns(run, planner.form),
        "not_asked": planner.not_asked(),
        "job": Job.objects.about(run).order_by("-pk").first(),
        "area": _("Applications"),
    }
    return page(request, "applications/import_run.html", context)


def _fits_better(run: ImportRun, form: Outline) -> TargetGroup | None:
    """The other side, if its form knows more of the headings than the one that was chosen."""
    other = (
        TargetGroup.objects.filter(call=run.call_id)
        .exclude(side=run.side)
        .select_related("form")
        .first()
    )
    if other is None:
        return None
    here = set(guess(run.headers, form, {}).values()) - {""}
    there = set(guess(run.headers, outline(other.form), {}).values()) - {""}
    return other if len(there) > len(here) else None


def _columns(run: ImportRun, form: Outline) -> list[dict]:
    """Every heading with its select. The options are written once: there are a thousand of them."""
    written = {
        key: format_html('<option value="{}">{}</option>', key, label or _("– not taken –"))
        for key, label in choices(form)
    }
    columns = []
    for n, header in enumerate(run.headers):
        key = run.mapping.get(header, "")
        chosen = (
            {key: written[key].replace("<option ", "<option selected ", 1)}
            if key in written
            else {}
        )
        options = mark_safe("".join((written | chosen).values()))
        columns.append({"n": n, "header": header, "options": options})
    return columns


@require_POST
def change_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    run = _run(request, pk)
    mapping = {header: request.POST.get(f"column-{n}", "") for n, header in enumerate(run.headers)}
    with refusals_told(request):
        imports.change_mapping(run, mapping=mapping, by=request.user)
        messages.success(request, _("The columns are remembered for the next table."))
    return go_to(request, run)


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Import what the preview shows; long tables are the worker's."""
    run = _run(request, pk)
    with refusals_told(request):
        if run.rows.count() > AT_ONCE:
            jobs.request("applications.import", subject=run, by=request.user)
        else:
            imports.apply(run, by=request.user)
            messages.success(request, _("The table is imported. This page stays as its report."))
    return go_to(request, run)
