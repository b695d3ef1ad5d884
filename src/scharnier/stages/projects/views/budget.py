from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation.people.passes import pass_or_login
from scharnier.foundation.people.requests import PersonRequest
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.twice import made_once
from scharnier.stages.projects import actions, queries
from scharnier.stages.projects.forms import LineForm
from scharnier.stages.projects.models import Project
from scharnier.stages.projects.views.shared import find, form_page, frame


@pass_or_login("project", Project)
@require_http_methods(["GET", "POST"])
@made_once
def plan(request: PersonRequest, pk: int) -> HttpResponse:
    """The budget: lines with what is planned, handed in and accepted; add a line."""
    project = find(request, pk, "view_project")
    may_plan = request.user.has_perm("projects.plan_budget", project)
    form = LineForm(request.POST or None, project=project) if may_plan else None
    if form is not None and form.is_valid():
        try:
            actions.plan_line(project, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The line is planned."))
            return go_to(request, reverse("projects:budget", args=[project.pk]))
    context = frame(request, project) | {"budget": queries.budget_of(project), "form": form}
    return page(request, "projects/budget.html", context, fragment="plan")


@pass_or_login("project", Project)
@require_http_methods(["GET", "POST"])
def change_line(request: PersonRequest, pk: int, line_pk: int) -> HttpResponse:
    """Change a planned cost."""
    project = find(request, pk, "plan_budget")
    line = get_object_or_404(project.budget_lines, pk=line_pk)
    initial = {
        name: getattr(line, name) for name in ("category", "description", "payee", "planned_cents")
    }
    form = LineForm(request.POST or None, project=project, initial=initial)
    if form.is_valid():
        try:
            actions.change_line(line, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The line is changed."))
            return go_to(request, reverse("projects:budget", args=[project.pk]))
    context = form_page(request, project, form, _("Change the line"), _("Change the line"))
    return page(request, "projects/form.html", context, fragment="form")


@pass_or_login("project", Project)
@require_POST
def drop_line(request: PersonRequest, pk: int, line_pk: int) -> HttpResponse:
    """Take a planned cost away, if nothing was paid on it."""
    project = find(request, pk, "plan_budget")
    line = get_object_or_404(project.budget_lines, pk=line_pk)
    with refusals_told(request):
        actions.drop_line(line, by=request.user)
        messages.success(request, _("The line is gone from the plan."))
    return go_to(request, reverse("projects:budget", args=[project.pk]))
