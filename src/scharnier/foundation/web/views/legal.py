"""What the law asks for, and the door for everybody who meets a barrier."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scharnier.foundation.states import MoveRefused, Refused
from scharnier.foundation.web import actions, pieces, queries
from scharnier.foundation.web.errors import too_many
from scharnier.foundation.web.forms.pages import ChangeLegalPageForm, ReportBarrierForm
from scharnier.foundation.web.legal_kinds import LegalKind
from scharnier.foundation.web.models import BarrierReport
from scharnier.foundation.web.pages import go_to, page
from scharnier.foundation.web.rate import is_too_often
from scharnier.foundation.web.states import BarrierState
from scharnier.foundation.web.tables import Bulk, Column, Filter, Table
from scharnier.foundation.web.twice import made_once

REPORTS_AN_HOUR = 10


@login_not_required
@require_safe
def show(request: HttpRequest, kind: str) -> HttpResponse:
    legal = queries.legal_page(known(kind))
    may_edit = request.user.has_perm("web.edit_legal_page")
    return page(request, "web/legal.html", {"legal": legal, "may_edit": may_edit})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str) -> HttpResponse:
    if not request.user.has_perm("web.edit_legal_page"):
        raise PermissionDenied
    legal = queries.legal_page(known(kind))
    form = ChangeLegalPageForm(
        request.POST or None, initial={"body": legal.body, "version": legal.version}
    )
    if form.is_valid():
        legal.version = form.cleaned_data["version"]
        try:
            actions.change_legal_page(legal, body=form.cleaned_data["body"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The page is published."))
            return go_to(request, legal)
    return page(request, "web/legal_edit.html", {"legal": legal, "form": form}, fragment="form")


@login_not_required
@require_http_methods(["GET", "POST"])
@made_once
def report_barrier(request: HttpRequest) -> HttpResponse:
    form = ReportBarrierForm(
        request.POST or None, initial={"page_address": request.headers.get("Referer", "")}
    )
    if form.is_valid():
        if is_too_often(request, "barrier", REPORTS_AN_HOUR):
            return too_many(request)
        by = request.user if request.user.is_authenticated else None
        actions.report_barrier(**form.cleaned_data, by=by)
        return go_to(request, "web:barrier_reported")
    return page(request, "web/report_barrier.html", {"form": form}, fragment="form")


@login_not_required
@require_safe
def barrier_reported(request: HttpRequest) -> HttpResponse:
    return page(request, "web/barrier_reported.html", {})


BARRIER_REPORTS = Table(
    "barriers",
    caption=gettext_lazy("Barriers"),
    columns=[
        Column("description", gettext_lazy("What did not work"), place="main"),
        Column(
            "page_address",
            pgettext_lazy("barrier report", "Page"),
            place="sub",
            sort="page_address",
        ),
        Column("mail", gettext_lazy("Answer to"), priority=2),
        Column("reported_at", gettext_lazy("Reported"), sort="reported_at"),
        Column(
            "state",
            gettext_lazy("State"),
            cell=pieces.state,
            place="status",
            sort="state",
        ),
    ],
    search=["description", "page_address"],
    filters=[Filter("state", gettext_lazy("State"), BarrierState.choices)],
    bulk=[Bulk(gettext_lazy("Mark as answered"), "beantwortet/", "check")],
    order="-reported_at",
    empty=(gettext_lazy("Nobody has reported a barrier."), ""),
)


@require_safe
def barriers(request: HttpRequest) -> HttpResponseBase:
    if not request.user.has_perm("web.view_barrier_reports"):
        raise PermissionDenied
    return BARRIER_REPORTS.respond(request, BarrierReport.objects.all(), "web/barriers.html")


@require_POST
def answered(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("web.answer_barrier_report"):
        raise PermissionDenied
    done = 0
    for key in request.POST.getlist("selected"):
        if not key.isdecimal():
            raise Http404
        report = get_object_or_404(BarrierReport, pk=key)
        try:
            actions.answer_barrier_report(report, by=request.user)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal))
        else:
            done += 1
    messages.success(
        request,
        ngettext("One report is answered.", "%(n)d reports are answered.", done) % {"n": done},
    )
    return redirect("web:barriers")


def known(kind: str) -> LegalKind:
    if kind not in LegalKind:
        raise Http404
    return LegalKind(kind)
