from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from scharnier.foundation.people.passes import pass_or_login
from scharnier.foundation.people.requests import PersonRequest
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page
from scharnier.stages.projects import actions, queries
from scharnier.stages.projects.forms import AgreementForm, SignForm
from scharnier.stages.projects.models import Project
from scharnier.stages.projects.views.shared import find, frame


@pass_or_login("project", Project)
@require_http_methods(["GET", "POST"])
def sign(request: PersonRequest, pk: int) -> HttpResponse:
    """Read the agreement, see who has signed, sign it."""
    project = find(request, pk, "view_project")
    agreement = project.agreement
    may_sign = request.user.has_perm("projects.sign_agreement", project)
    form = None
    if may_sign:
        form = SignForm(request.POST or None, initial={"version": agreement.version})
        if form.is_valid():
            try:
                actions.sign_agreement(
                    agreement, version=form.cleaned_data["version"], by=request.user
                )
            except ScharnierError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("You have signed the agreement."))
                return go_to(request, project)
    signings = queries.signings_of(agreement)
    context = frame(request, project) | {
        "agreement": agreement,
        "signings": signings,
        "former": queries.former_signings(agreement),
        "names_who_left": queries.names_who_left(agreement),
        "has_signed": any(s.given_at and request.user in s.people for s in signings),
        "may_change": request.user.has_perm("projects.change_agreement", project),
        "form": form,
    }
    return page(request, "projects/agreement.html", context)


@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change the words of the agreement; says before that signatures are lost."""
    project = find(request, pk, "change_agreement")
    agreement = project.agreement
    initial = {name: getattr(agreement, name) for name in ("text", "licence", "levy_debtor")}
    initial["seen"] = agreement.version
    form = AgreementForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.change_agreement(agreement, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The agreement is changed."))
            return go_to(request, project)
    signed = [s for s in queries.signings_of(agreement) if s.given_at]
    context = frame(request, project) | {"form": form, "signed": signed}
    return page(request, "projects/agreement_change.html", context, fragment="form")
