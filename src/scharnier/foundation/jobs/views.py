from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from scharnier.foundation.jobs import actions, queries
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.web import pieces
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.tables import Column, Table

JOBS = Table(
    "jobs",
    caption=gettext_lazy("Tasks"),
    columns=[
        Column("title", gettext_lazy("Task"), sort="kind", place="main", link=True),
        Column("subject_name", gettext_lazy("About"), place="sub"),
        Column(
            "state",
            gettext_lazy("State"),
            sort="state",
            cell=pieces.state,
            place="status",
        ),
        Column("requested_by", gettext_lazy("Started by"), priority=2),
        Column("requested_at", gettext_lazy("Started"), sort="requested_at", priority=1),
        Column("finished_at", gettext_lazy("Ended"), sort="finished_at", priority=2),
    ],
    order="-requested_at",
    empty=(
        gettext_lazy("No tasks yet"),
        gettext_lazy("Long work, such as proposing teams, is shown here."),
    ),
)


@require_GET
def jobs(request: HttpRequest) -> HttpResponseBase:
    """The long work that this person may see, the latest first."""
    context = {"silent": queries.worker_is_silent()}
    return JOBS.respond(request, queries.visible_to(request.user), "jobs/jobs.html", context)


@require_GET
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, what came of it, and what one may do."""
    found = _visible(request, pk)
    context = _context(request, found) | {"silent": found.is_open and queries.worker_is_silent()}
    return page(request, "jobs/job.html", context)


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The piece that is asked for every two seconds. At the end the whole page comes again."""
    found = _visible(request, pk)
    response = render(request, "jobs/_progress.html", _context(request, found))
    if not found.is_open:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "stop_job", actions.stop, _("It stops as soon as it can."))


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "retry_job", actions.retry, _("It begins again."))


def _act(request: HttpRequest, pk: int, permission: str, verb, words: str) -> HttpResponse:
    found = _visible(request, pk)
    if not request.user.has_perm(f"jobs.{permission}", found):
        raise PermissionDenied
    with refusals_told(request):
        verb(found, by=request.user)
        messages.success(request, words)
    return go_to(request, found)


def _context(request: HttpRequest, job: Job) -> dict:
    return {
        "job": job,
        "may_stop": request.user.has_perm("jobs.stop_job", job),
        "may_retry": request.user.has_perm("jobs.retry_job", job),
        "may_view_traceback": bool(job.traceback)
        and request.user.has_perm("jobs.view_traceback", job),
    }


def _visible(request: HttpRequest, pk: int) -> Job:
    return get_object_or_404(queries.visible_to(request.user), pk=pk)
