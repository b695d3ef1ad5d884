"""People and roles: who may what, in words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from scharnier.foundation.people.actions import enter
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes import actions, queries
from scharnier.foundation.programmes.forms import GrantRoleForm
from scharnier.foundation.programmes.models import Programme, Role
from scharnier.foundation.programmes.views.programme import found
from scharnier.foundation.programmes.words import POWERS
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.tables import Column, Filter, Table
from scharnier.foundation.web.twice import made_once

TEAM = Table(
    "team",
    caption=gettext_lazy("People and roles"),
    columns=[
        Column(
            "person",
            gettext_lazy("Name"),
            value=lambda grant: str(grant.person),
            sort="person__name",
            place="main",
        ),
        Column(
            "email", gettext_lazy("E-mail"), value=lambda grant: grant.person.email, place="sub"
        ),
        Column(
            "role",
            gettext_lazy("Role"),
            value=lambda grant: grant.get_role_display(),
            sort="role",
            place="status",
        ),
        Column(
            "powers",
            gettext_lazy("What they may do"),
            value=lambda grant: POWERS[grant.role],
        ),
        Column(
            "region",
            gettext_lazy("Region"),
            value=lambda grant: grant.region.name if grant.region else _("The whole programme"),
        ),
        Column(
            "last_login",
            gettext_lazy("Last seen"),
            value=lambda grant: grant.person.last_login,
            sort="person__last_login",
            priority=1,
        ),
        Column(
            "pk",
            gettext_lazy("Change"),
            cell="programmes/_revoke.html",
            place="sub",
            export=False,
        ),
    ],
    search=["person__name", "person__email"],
    filters=[Filter("role", gettext_lazy("Role"), Role.choices)],
    order="role",
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The team of the first programme that this person leads."""
    programme = queries.programmes_for(request.user, Role.LEAD).order_by("pk").first()
    if programme is None:
        raise PermissionDenied
    return redirect("programmes:team", programme.pk)


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponseBase:
    programme = led(request, pk)
    grants = queries.team_of(programme).order_by()
    return TEAM.respond(request, grants, "programmes/team.html", {"programme": programme})


@require_http_methods(["GET", "POST"])
@made_once
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    programme = led(request, pk)
    form = GrantRoleForm(programme, request.POST or None)
    if form.is_valid() and knows_name(form):
        given = form.cleaned_data
        person = enter(name=given["name"], email=given["email"], by=request.user)
        role, region = given["role"], given["region"]
        actions.grant_role(programme, person=person, role=role, region=region, by=request.user)
        messages.success(
            request,
            _("%(person)s has the role and signs in with the address %(address)s.")
            % {"person": person, "address": person.email},
        )
        return go_to(request, reverse("programmes:team", args=[programme.pk]))
    roles = [(Role(value).label, words) for value, words in POWERS.items()]
    context = {"programme": programme, "form": form, "roles": roles}
    return page(request, "programmes/grant.html", context, fragment="form")


def knows_name(form: GrantRoleForm) -> bool:
    """Somebody new needs a name; whoever we know keeps theirs."""
    given = form.cleaned_data
    if given["name"] or Person.objects.with_email(given["email"]):
        return True
    form.add_error("name", _("We do not know this address yet: write the name, too."))
    return False


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    programme = led(request, pk)
    held = get_object_or_404(queries.team_of(programme), pk=grant)
    if request.method == "POST":
        with refusals_told(request):
            actions.revoke_role(held, by=request.user)
            messages.success(request, _("The role is taken away."))
        return redirect("programmes:team", programme.pk)
    context = {"programme": programme, "grant": held, "powers": POWERS[held.role]}
    return page(request, "programmes/revoke.html", context)


def led(request: HttpRequest, pk: int) -> Programme:
    programme = found(request, pk)
    if not request.user.has_perm("programmes.grant_role", programme):
        raise PermissionDenied
    return programme
