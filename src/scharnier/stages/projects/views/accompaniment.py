from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation import clock
from scharnier.foundation.files import actions as files
from scharnier.foundation.people.passes import pass_or_login
from scharnier.foundation.people.requests import PersonRequest
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page
from scharnier.foundation.web.twice import made_once
from scharnier.stages.projects import actions
from scharnier.stages.projects.forms import CheckInForm, MilestoneForm, PrototypeForm, TestForm
from scharnier.stages.projects.models import Project, Prototype
from scharnier.stages.projects.views.shared import find, form_page, frame


@require_http_methods(["GET", "POST"])
@made_once
def check_in(request: PersonRequest, pk: int) -> HttpResponse:
    """Write down a talk with the team, in sixty seconds."""
    project = find(request, pk, "check_in")
    initial = {"held_on": clock.today(), "health_status": project.health_status}
    form = CheckInForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.check_in(project, **form.cleaned_data, by=request.user)
        messages.success(request, _("The check-in is written down."))
        return go_to(request, project)
    context = form_page(request, project, form, _("Check-in"), _("Write down the check-in"))
    return page(request, "projects/form.html", context, fragment="form")


@pass_or_login("project", Project)
@require_http_methods(["GET", "POST"])
@made_once
def milestones(request: PersonRequest, pk: int) -> HttpResponse:
    """The milestones, and one more."""
    project = find(request, pk, "set_milestone")
    form = MilestoneForm(request.POST or None)
    if form.is_valid():
        actions.set_milestone(project, **form.cleaned_data, by=request.user)
        messages.success(request, _("The milestone is set."))
        return go_to(request, project)
    context = frame(request, project) | {
        "form": form,
        "milestones": project.milestones.order_by("due_on", "pk"),
    }
    return page(request, "projects/milestones.html", context, fragment="form")


@pass_or_login("project", Project)
@require_POST
def reach_milestone(request: PersonRequest, pk: int, milestone_pk: int) -> HttpResponse:
    """Mark a milestone as reached, or take that back (button ``reopen``)."""
    project = find(request, pk, "set_milestone")
    milestone = get_object_or_404(project.milestones, pk=milestone_pk)
    if "drop" in request.POST:
        actions.drop_milestone(milestone, by=request.user)
    else:
        actions.reach_milestone(milestone, reached="reopen" not in request.POST, by=request.user)
    return go_to(request, project)


@pass_or_login("project", Project)
@require_http_methods(["GET", "POST"])
def prototype(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what was built, or change what was shown."""
    project = find(request, pk, "show_prototype")
    shown = Prototype.objects.filter(project=project).first()
    initial = (
        {name: getattr(shown, name) for name in ("name", "description", "link")} if shown else {}
    )
    form = PrototypeForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        upload = fields.pop("upload")
        try:
            if upload:
                fields["file"] = files.store(upload, by=request.user)
            made = actions.show_prototype(project, **fields, by=request.user)
            if upload:
                files.attach([fields["file"]], to=made)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The prototype is shown."))
            return go_to(request, project)
    button = _("Save the prototype") if shown else _("Show the prototype")
    context = form_page(request, project, form, _("The prototype"), button)
    return page(request, "projects/form.html", context, fragment="form")


@pass_or_login("project", Project)
@require_http_methods(["GET", "POST"])
@made_once
def record_test(request: PersonRequest, pk: int) -> HttpResponse:
    """Write down a trial of the prototype."""
    project = find(request, pk, "show_prototype")
    shown = get_object_or_404(Prototype, project=project)
    form = TestForm(request.POST or None, initial={"tested_on": clock.today()})
    if form.is_valid():
        actions.record_test(shown, **form.cleaned_data, by=request.user)
        messages.success(request, _("The test is written down."))
        return go_to(request, project)
    heading = _("Test of “%(prototype)s”") % {"prototype": shown}
    context = form_page(request, project, form, heading, _("Write down the test"))
    return page(request, "projects/form.html", context, fragment="form")
