"""A programme as its team sees it: what belongs to it, its words and its colours."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from scharnier.foundation.programmes import actions, queries
from scharnier.foundation.programmes.contrasts import WORDS
from scharnier.foundation.programmes.forms import ChangeProgrammeForm, ColoursForm
from scharnier.foundation.programmes.models import Programme
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web import theme
from scharnier.foundation.web.pages import go_to, page

TRAIL_SHOWN = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The only programme at once; a list if there are several."""
    programmes = list(queries.programmes_for(request.user).order_by("pk"))
    if not programmes:
        raise PermissionDenied
    if len(programmes) == 1:
        return redirect("programmes:detail", programmes[0].pk)
    return page(request, "programmes/index.html", {"programmes": programmes})


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    programme = found(request, pk)
    context = {
        "programme": programme,
        "may_change": request.user.has_perm("programmes.change_programme", programme),
        "rounds": programme.rounds.order_by("-starts_on", "-pk"),
        "regions": queries.regions_of(programme),
        "owners": queries.owners_of(programme),
        "entries": entries_for(programme)[:TRAIL_SHOWN],
    }
    return page(request, "programmes/detail.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    programme = to_change(request, pk)
    initial = {"name": programme.name, "funding_notice": programme.funding_notice}
    form = ChangeProgrammeForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.change_programme(programme, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return go_to(request, home_of(programme))
    context = {"programme": programme, "form": form, "heading": _("Name and funding notice")}
    return page(request, "programmes/form.html", context, fragment="form")


@require_http_methods(["GET", "POST"])
def colours(request: HttpRequest, pk: int) -> HttpResponse:
    """Colour in, proof of contrast out."""
    programme = to_change(request, pk)
    initial = {name: getattr(programme, name) for name in ("brand_colour", "spark_colour")}
    form = ColoursForm(request.POST or None, initial=initial)
    if form.is_valid() and "try" not in request.POST:
        actions.change_programme(programme, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return go_to(request, home_of(programme))
    shown = form.cleaned_data if form.is_bound and form.is_valid() else initial
    checks = theme.of(shown["brand_colour"], shown["spark_colour"]).checks
    request.programme = Programme(name=programme.name, **shown)
    proof = [(WORDS[check.pair], check) for check in checks]
    context = {"programme": programme, "form": form, "checks": checks, "proof": proof}
    return page(request, "programmes/colours.html", context)


def home_of(programme: Programme) -> str:
    return reverse("programmes:detail", args=[programme.pk])


def found(request: HttpRequest, pk: int) -> Programme:
    """A programme in which this person holds any role."""
    programme = get_object_or_404(queries.programmes_for(request.user), pk=pk)
    request.programme = programme
    return programme


def to_change(request: HttpRequest, pk: int) -> Programme:
    programme = found(request, pk)
    if not request.user.has_perm("programmes.change_programme", programme):
        raise PermissionDenied
    return programme
