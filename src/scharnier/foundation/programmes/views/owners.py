"""Regions, and the associations that own the programme together."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation.organisations.actions import enter
from scharnier.foundation.programmes import actions
from scharnier.foundation.programmes.forms import PartnerForm, RegionForm, region_slug
from scharnier.foundation.programmes.models import OwnershipKind
from scharnier.foundation.programmes.views.programme import home_of, to_change
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.twice import made_once


@require_http_methods(["GET", "POST"])
@made_once
def add_region(request: HttpRequest, pk: int) -> HttpResponse:
    programme = to_change(request, pk)
    form = RegionForm(request.POST or None)
    if form.is_valid():
        slug = region_slug(programme, form.cleaned_data["name"])
        actions.add_region(programme, slug=slug, **form.cleaned_data, by=request.user)
        messages.success(request, _("The region is added."))
        return go_to(request, home_of(programme))
    context = {"programme": programme, "form": form, "heading": _("Add a region")}
    return page(request, "programmes/form.html", context, fragment="form")


@require_http_methods(["GET", "POST"])
def change_region(request: HttpRequest, pk: int, region: int) -> HttpResponse:
    programme = to_change(request, pk)
    found = get_object_or_404(programme.regions, pk=region)
    initial = {"name": found.name, "districts": found.districts}
    form = RegionForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.change_region(found, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return go_to(request, home_of(programme))
    context = {"programme": programme, "form": form, "heading": _("Change the region")}
    return page(request, "programmes/form.html", context, fragment="form")


@require_http_methods(["GET", "POST"])
@made_once
def add_partner(request: HttpRequest, pk: int) -> HttpResponse:
    programme = to_change(request, pk)
    form = PartnerForm(programme, request.POST or None)
    if form.is_valid():
        association = enter(
            name=form.cleaned_data["association"], type="association", by=request.user
        )
        regions = list(form.cleaned_data["regions"])
        actions.add_partner(programme, association=association, regions=regions, by=request.user)
        messages.success(request, _("The association is added."))
        return go_to(request, home_of(programme))
    context = {"programme": programme, "form": form, "heading": _("Add a partner association")}
    return page(request, "programmes/form.html", context, fragment="form")


@require_http_methods(["GET", "POST"])
def change_partner(request: HttpRequest, pk: int, owner: int) -> HttpResponse:
    programme = to_change(request, pk)
    found = get_object_or_404(programme.ownerships.select_related("organisation"), pk=owner)
    initial = {"association": found.organisation.name, "regions": found.regions.all()}
    form = PartnerForm(programme, request.POST or None, initial=initial)
    form.fields["association"].disabled = True
    if form.is_valid():
        regions = list(form.cleaned_data["regions"])
        actions.change_partner(found, regions=regions, by=request.user)
        messages.success(request, _("Saved."))
        return go_to(request, home_of(programme))
    context = {
        "programme": programme,
        "form": form,
        "heading": found.organisation.name,
        "owner": found if found.kind == OwnershipKind.PARTNER else None,
    }
    return page(request, "programmes/form.html", context, fragment="form")


@require_POST
def remove_partner(request: HttpRequest, pk: int, owner: int) -> HttpResponse:
    programme = to_change(request, pk)
    found = get_object_or_404(programme.ownerships.select_related("organisation"), pk=owner)
    with refusals_told(request):
        actions.remove_partner(found, by=request.user)
        messages.success(request, _("The association is taken out."))
    return redirect("programmes:detail", programme.pk)
