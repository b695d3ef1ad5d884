from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.people.passes import pass_or_login
from scharnier.foundation.people.requests import PersonRequest
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.matching.models import Team
from scharnier.stages.projects import actions, mails, queries
from scharnier.stages.projects.forms import ReasonForm, TitleForm
from scharnier.stages.projects.models import Project, Prototype, Voucher
from scharnier.stages.projects.states import VoucherState
from scharnier.stages.projects.tables import PROJECTS
from scharnier.stages.projects.views.shared import find, form_page, frame
from scharnier.stages.projects.words import WAITING, vouchers_wait

SHOWN_ENTRIES = 12


@require_GET
def listing(request: PersonRequest) -> HttpResponseBase:
    """All projects that this person may see; a chip shows the silent ones."""
    if not request.user.has_perm("projects.list_projects"):
        raise PermissionDenied
    rows = queries.with_latest_check_in(queries.visible_to(request.user))
    return PROJECTS.respond(request, rows, "projects/listing.html", {"area": _("Programme")})


@pass_or_login("team", Team)
@require_POST
def enter(request: PersonRequest, pk: int) -> HttpResponse:
    """From the team's page to its project: who came by a link goes on by a link."""
    project = get_object_or_404(queries.visible_to(request.user), team=pk)
    if getattr(request, "held_pass", None):
        return go_to(request, mails.link_to(project, request.user))
    return go_to(request, project)


@pass_or_login("project", Project)
@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """A project on one page: what is next, agreement, money, accompaniment, prototype."""
    project = find(request, pk, "view_project")
    person = request.user
    vouchers = list(project.vouchers.order_by("-running_number"))
    waiting = [one for one in reversed(vouchers) if one.state in WAITING]
    signings = queries.signings_of(project.agreement)
    context = frame(request, project) | {
        "signings": signings,
        "has_signed": any(one.given_at and person in one.people for one in signings),
        "budget": queries.budget_of(project),
        "vouchers": vouchers[:5],
        "queried": [one for one in vouchers if one.state == VoucherState.QUERIED],
        "refused": [one for one in vouchers if _asks_for_another(one, vouchers)],
        "waits": vouchers_wait(waiting) if waiting else "",
        "milestones": project.milestones.order_by("due_on", "pk"),
        "check_ins": list(
            project.check_ins.select_related("held_by").order_by("-held_on", "-pk")[:3]
        ),
        "prototype": Prototype.objects.filter(project=project).prefetch_related("tests").first(),
        "entries": entries_for(project, project.team)[:SHOWN_ENTRIES],
        "may": {
            name: person.has_perm(f"projects.{name}", project)
            for name in (
                "sign_agreement", "change_agreement", "plan_budget", "hand_in_voucher", "check_in",
                "set_milestone", "show_prototype", "finish_project", "end_project_early",
                "change_project", "reopen_project",
            )
        },
    }  # fmt: skip
    return page(request, "projects/detail.html", context)


def _asks_for_another(voucher: Voucher, vouchers: list[Voucher]) -> bool:
    """Refused, and no later one stands on its budget line (``queries.not_replaced``)."""
    return voucher.state == VoucherState.REFUSED and not any(
        one.pk > voucher.pk and one.budget_line_id == voucher.budget_line_id for one in vouchers
    )


@pass_or_login("project", Project)
@require_POST
def finish(request: PersonRequest, pk: int) -> HttpResponse:
    """Finish the work; the partners are asked for the blueprint."""
    project = find(request, pk, "finish_project")
    with refusals_told(request):
        actions.finish(project, by=request.user)
        messages.success(
            request, _("The project is finished. The partners get a mail about the blueprint.")
        )
    return go_to(request, project)


@require_POST
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a finished project up again."""
    project = find(request, pk, "reopen_project")
    with refusals_told(request):
        actions.reopen(project, by=request.user)
        messages.success(request, _("The project runs again."))
    return go_to(request, project)


@pass_or_login("project", Project)
@require_http_methods(["GET", "POST"])
def rename(request: PersonRequest, pk: int) -> HttpResponse:
    """Give the project its name."""
    project = find(request, pk, "change_project")
    form = TitleForm(request.POST or None, initial={"title": project.title})
    if form.is_valid():
        actions.rename(project, **form.cleaned_data, by=request.user)
        messages.success(request, _("The project has its new name."))
        return go_to(request, project)
    context = form_page(request, project, form, _("Name the project"), _("Save the name"))
    return page(request, "projects/form.html", context, fragment="form")


@require_http_methods(["GET", "POST"])
def end_early(request: PersonRequest, pk: int) -> HttpResponse:
    """End a project before its time, with a reason."""
    project = find(request, pk, "end_project_early")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.end_early(project, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The project has ended. Its vouchers stay in the voucher list.")
            )
            return go_to(request, project)
    context = form_page(request, project, form, _("End the project early"), _("End the project"))
    return page(request, "projects/form.html", context, fragment="form")
