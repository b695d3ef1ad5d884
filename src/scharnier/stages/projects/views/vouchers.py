from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.files import actions as files
from scharnier.foundation.people.passes import pass_or_login
from scharnier.foundation.people.requests import PersonRequest
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.twice import made_once
from scharnier.stages.projects import actions, queries
from scharnier.stages.projects.forms import KINDS, AnswerForm, QueryForm, VoucherForm
from scharnier.stages.projects.models import Project, Voucher
from scharnier.stages.projects.states import VoucherState
from scharnier.stages.projects.tables import VOUCHERS
from scharnier.stages.projects.views.shared import find, frame
from scharnier.stages.projects.words import fault_sentences

COLUMNS = [
    "budget_line", "voucher_number", "payee", "purpose", "invoice_on", "ordered_on", "paid_on",
    "gross_cents", "vat_cents", "eligible_cents", "bears_levy", "award_note",
]  # fmt: skip


SHOWN_ENTRIES = 12
SAID = {
    "query": gettext_lazy("The question about %(voucher)s is on its way by mail."),
    "refuse": gettext_lazy("%(voucher)s is refused. The reason is on its way by mail."),
}


@require_GET
def listing(request: PersonRequest) -> HttpResponseBase:
    """The voucher list of all rounds that this person looks after; drafts are the teams' own."""
    if not request.user.has_perm("projects.view_voucher_list"):
        raise PermissionDenied
    rows = queries.vouchers_overseen_by(request.user)
    chosen = request.GET.get("round", "")
    counted = rows.filter(project__team__round=chosen) if chosen.isdecimal() else rows
    totals = queries.totals_of(counted)
    context = {"area": _("Programme"), "totals": totals, "currency": totals.currency}
    return VOUCHERS.respond(request, queries.listed(rows), "projects/vouchers.html", context)


@pass_or_login("project", Project)
@require_http_methods(["GET", "POST"])
@made_once
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """Type in a voucher: kept as a draft, or handed in at once."""
    project = find(request, pk, "hand_in_voucher")
    form = VoucherForm(request.POST or None, request.FILES or None, project=project)
    if form.is_valid():
        voucher = _kept(request, project, form, None)
        if voucher is not None:
            return _after_keeping(request, voucher)
    context = frame(request, project) | {"form": form, "voucher": None}
    return page(request, "projects/voucher_form.html", context, fragment="form")


@pass_or_login("project", Project)
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, pk: int, voucher_pk: int) -> HttpResponse:
    """Change a draft, or a voucher about which there is a query."""
    project, voucher = _find(request, pk, voucher_pk)
    if not request.user.has_perm("projects.change_voucher", voucher):
        raise PermissionDenied
    initial = {name: getattr(voucher, name) for name in COLUMNS}
    is_queried = voucher.state == VoucherState.QUERIED
    form = VoucherForm(
        request.POST or None,
        request.FILES or None,
        project=project,
        is_queried=is_queried,
        initial=initial | {"answer": voucher.answer},
    )
    if form.is_valid() and _kept(request, project, form, voucher) is not None:
        return _after_keeping(request, voucher)
    files_there = queries.files_of(voucher)
    context = frame(request, project) | {"form": form, "voucher": voucher, "files": files_there}
    return page(request, "projects/voucher_form.html", context, fragment="form")


@pass_or_login("project", Project)
@require_POST
def drop_file(request: PersonRequest, pk: int, voucher_pk: int, file_pk: int) -> HttpResponse:
    """Take one file off a voucher that is not being checked."""
    project, voucher = _find(request, pk, voucher_pk)
    if not request.user.has_perm("projects.change_voucher", voucher):
        raise PermissionDenied
    file = next((one for one in queries.files_of(voucher) if one.pk == file_pk), None)
    if file is None:
        raise Http404
    with refusals_told(request):
        actions.drop_file(voucher, file, by=request.user)
        messages.success(request, _("The file is off the voucher."))
    return redirect("projects:change_voucher", project.pk, voucher.pk)


@pass_or_login("project", Project)
@require_GET
def detail(request: PersonRequest, pk: int, voucher_pk: int) -> HttpResponse:
    """A voucher with its file on the left and its columns on the right."""
    project, voucher = _find(request, pk, voucher_pk)
    context = frame(request, project) | {"form": QueryForm(), "answer_form": AnswerForm()}
    return page(request, "projects/voucher.html", context | _facts(request, voucher))


@pass_or_login("project", Project)
@require_POST
def hand_in(request: PersonRequest, pk: int, voucher_pk: int) -> HttpResponse:
    """Hand a voucher in for checking; with an answer if there is a question about it."""
    project, voucher = _find(request, pk, voucher_pk)
    if not request.user.has_perm("projects.change_voucher", voucher):
        raise PermissionDenied
    if voucher.state != VoucherState.QUERIED:
        return _hand_in(request, voucher)
    form = AnswerForm(request.POST)
    if form.is_valid():
        return _hand_in(request, voucher, answer=form.cleaned_data["answer"])
    context = frame(request, project) | {"form": QueryForm(), "answer_form": form}
    return page(
        request, "projects/voucher.html", context | _facts(request, voucher), fragment="answer"
    )


@pass_or_login("project", Project)
@require_POST
def take_back(request: PersonRequest, pk: int, voucher_pk: int) -> HttpResponse:
    """Make a voucher a draft again, as long as nobody has checked it."""
    _project, voucher = _find(request, pk, voucher_pk)
    if not request.user.has_perm("projects.take_back_voucher", voucher):
        raise PermissionDenied
    with refusals_told(request):
        actions.take_back_voucher(voucher, by=request.user)
        messages.success(request, _("%(voucher)s is a draft again.") % {"voucher": voucher})
    return go_to(request, voucher)


@require_POST
def accept(request: PersonRequest, pk: int, voucher_pk: int) -> HttpResponse:
    """Accept a voucher for the voucher list."""
    _project, voucher = _find(request, pk, voucher_pk)
    if not request.user.has_perm("projects.accept_voucher", voucher):
        raise PermissionDenied
    with refusals_told(request):
        actions.accept_voucher(voucher, by=request.user)
        messages.success(request, _("%(voucher)s is accepted.") % {"voucher": voucher})
    return go_to(request, voucher)


@require_POST
def query(request: PersonRequest, pk: int, voucher_pk: int) -> HttpResponse:
    """Ask a question back, or refuse for good (button ``refuse``)."""
    project, voucher = _find(request, pk, voucher_pk)
    verb = "refuse" if "refuse" in request.POST else "query"
    if not request.user.has_perm(f"projects.{verb}_voucher", voucher):
        raise PermissionDenied
    form = QueryForm(request.POST)
    if form.is_valid():
        act = actions.refuse_voucher if verb == "refuse" else actions.query_voucher
        with refusals_told(request):
            act(voucher, **form.cleaned_data, by=request.user)
            messages.success(request, SAID[verb] % {"voucher": voucher})
        return go_to(request, voucher)
    context = frame(request, project) | {"form": form} | _facts(request, voucher)
    return page(request, "projects/voucher.html", context, fragment="question")


def _facts(request: PersonRequest, voucher: Voucher) -> dict:
    """What the page of a voucher says beside its form."""
    person = request.user
    sees_list = person.has_perm("projects.view_voucher_list")
    faults = queries.faults_of(voucher)
    if not sees_list:  # what others handed in is no business of the team's
        faults = [fault for fault in faults if fault != "same_elsewhere"]
    return {
        "voucher": voucher,
        "files": queries.files_of(voucher),
        "faults": fault_sentences(faults),
        "entries": entries_for(voucher)[:SHOWN_ENTRIES],
        "sees_list": sees_list,
        "sees_project": person.has_perm("projects.view_project", voucher.project),
        "may": {
            name: person.has_perm(f"projects.{name}_voucher", voucher)
            for name in ("change", "take_back", "accept", "query", "refuse")
        },
    }


def _find(request: PersonRequest, pk: int, voucher_pk: int) -> tuple[Project, Voucher]:
    visible = queries.vouchers_visible_to(request.user).filter(project=pk)
    voucher = get_object_or_404(visible, pk=voucher_pk)
    request.programme = voucher.round.programme
    return voucher.project, voucher


def _kept(
    request: PersonRequest, project: Project, form: VoucherForm, voucher: Voucher | None
) -> Voucher | None:
    """Keep what was typed, with the files; None if it was refused (the form says why)."""
    columns = dict(form.cleaned_data)
    uploads = columns.pop("uploads")
    try:
        stored = [files.store(upload, by=request.user, kinds=KINDS) for upload in uploads]
        if voucher is None:
            voucher = actions.draft_voucher(project, **columns, by=request.user)
        else:
            actions.change_voucher(voucher, **columns, by=request.user)
        actions.add_files(voucher, stored, by=request.user)
    except ScharnierError as refusal:
        form.add_error(None, str(refusal))
        return None
    return voucher


def _after_keeping(request: PersonRequest, voucher: Voucher) -> HttpResponse:
    if "hand_in" in request.POST:
        return _hand_in(request, voucher)
    messages.success(request, _("%(voucher)s is saved as a draft.") % {"voucher": voucher})
    return go_to(request, voucher)


def _hand_in(
    request: PersonRequest, voucher: Voucher, *, answer: str | None = None
) -> HttpResponse:
    try:
        actions.hand_in_voucher(voucher, answer=answer, by=request.user)
    except ScharnierError as refusal:
        messages.error(request, _("Saved, but not handed in: %(why)s") % {"why": refusal})
    else:
        messages.success(request, _("%(voucher)s is handed in.") % {"voucher": voucher})
    return go_to(request, voucher)
