"""The settings of a round: every number that belongs to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from scharnier.foundation.programmes import actions, queries
from scharnier.foundation.programmes.forms import GROUPS, RoundSettingsForm
from scharnier.foundation.states import Refused
from scharnier.foundation.web.pages import go_to, page

NAMES = [name for _heading, names in GROUPS for name in names]


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody with a role may read them, the lead may change them."""
    found = get_object_or_404(queries.rounds_for(request.user), pk=pk)
    request.programme = found.programme
    may_change = request.user.has_perm("programmes.change_round", found)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    initial = {name: getattr(found, name) for name in [*NAMES, "version"]}
    form = RoundSettingsForm(request.POST or None, initial=initial)
    if not may_change:
        for field in form.fields.values():
            field.disabled = True
    elif form.is_valid():
        changes = dict(form.cleaned_data)
        found.version = changes.pop("version")
        try:
            actions.change_round(found, **only_new(found, changes), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return go_to(request, reverse("programmes:round", args=[found.pk]))
    context = {"round": found, "form": form, "may_change": may_change}
    return page(request, "programmes/round.html", context, fragment="form")


def only_new(found: object, changes: dict) -> dict:
    """What differs, so that the trail names what was changed and nothing else."""
    return {name: value for name, value in changes.items() if getattr(found, name) != value}
