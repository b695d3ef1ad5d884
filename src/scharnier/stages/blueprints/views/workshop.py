from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.files import actions as stored
from scharnier.foundation.people.passes import pass_or_login
from scharnier.foundation.people.requests import PersonRequest
from scharnier.foundation.programmes.rules import grants_of
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web import formats
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.twice import made_once
from scharnier.stages.blueprints import actions, mails, queries
from scharnier.stages.blueprints.forms import (
    KINDS,
    MOST_STEPS,
    EmbargoForm,
    FileForm,
    ReasonForm,
    ReleaseForm,
    WriteForm,
    steps_formset,
)
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.blueprints.offered import offered
from scharnier.stages.blueprints.tables import BLUEPRINTS
from scharnier.stages.projects.models import Project

VERBS = [
    "write_blueprint",
    "ask_for_release",
    "release_blueprint",
    "publish_blueprint",
    "withdraw_blueprint",
]


def _find(request: PersonRequest, pk: int, permission: str) -> Blueprint:
    blueprint = get_object_or_404(queries.visible_to(request.user), pk=pk)
    request.programme = blueprint.round.programme
    if not request.user.has_perm(f"blueprints.{permission}", blueprint):
        raise PermissionDenied
    return blueprint


def _frame(request: PersonRequest, blueprint: Blueprint) -> dict:
    in_workspace = bool(grants_of(request.user)) and not getattr(request, "held_pass", None)
    return {
        "area": _("Blueprints"),
        "blueprint": blueprint,
        "version": blueprint.current,
        "layout": "workspace.html" if in_workspace else "applicant.html",
        "may": {verb: request.user.has_perm(f"blueprints.{verb}", blueprint) for verb in VERBS},
    }


@require_GET
def listing(request: PersonRequest) -> HttpResponseBase:
    """All blueprints of this person's rounds, however far they are."""
    if not request.user.has_perm("blueprints.list_blueprints"):
        raise PermissionDenied
    rows = queries.visible_to(request.user)
    return BLUEPRINTS.respond(request, rows, "blueprints/listing.html", {"area": _("Programme")})


@pass_or_login("project", Project)
@require_POST
def enter(request: PersonRequest, pk: int) -> HttpResponse:
    """From the project's page to its blueprint: who came by a link goes on by a link."""
    blueprint = get_object_or_404(queries.visible_to(request.user), project=pk)
    if getattr(request, "held_pass", None):
        return go_to(request, mails.link_to(blueprint, request.user))
    return go_to(request, blueprint.get_work_url())


@pass_or_login("blueprint", Blueprint)
@require_GET
def work(request: PersonRequest, pk: int) -> HttpResponse:
    """A blueprint on the way: its text, who has released it, what is next."""
    blueprint = _find(request, pk, "view_blueprint")
    version = blueprint.current
    consents = queries.releases_of(version, blueprint) if version else []
    context = _frame(request, blueprint) | {
        "consents": consents,
        "has_released": any(
            consent.given_at and request.user in consent.people for consent in consents
        ),
        "files": blueprint.files.select_related("file").order_by("pk"),
        "versions": blueprint.versions.select_related("written_by").order_by("-number"),
        "reuses": blueprint.reuses.order_by("-told_at"),
        "release_form": ReleaseForm(initial={"version": version.number}) if version else None,
        "embargo_form": EmbargoForm(
            initial={
                "embargo_until": blueprint.embargo_until,
                "names_partners": blueprint.names_partners,
            }
        ),
        "file_form": FileForm(),
        "entries": entries_for(blueprint)[:12],
    }
    return page(request, "blueprints/work.html", context)


@pass_or_login("blueprint", Blueprint)
@require_http_methods(["GET", "POST"])
def write(request: PersonRequest, pk: int) -> HttpResponse:
    """Write a version; a button adds an empty step without losing what was typed."""
    blueprint = _find(request, pk, "write_blueprint")
    start = offered(blueprint)
    form = WriteForm(request.POST or None, initial=start | {"seen": blueprint.version})
    kinds = steps_formset(extra=0 if request.POST else 2)
    steps = kinds(request.POST or None, initial=start["steps"], prefix="steps")
    if "add_step" in request.POST:
        more = request.POST.copy()
        more["steps-TOTAL_FORMS"] = str(min(_number(more.get("steps-TOTAL_FORMS")) + 1, MOST_STEPS))
        form, steps = WriteForm(initial=more), kinds(more, prefix="steps")
    elif form.is_valid() and steps.is_valid():
        try:
            actions.write(blueprint, **form.cleaned_data, steps=steps.written(), by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
            # What was typed stays; saving again is then deliberate.
            form.data = {**form.data.dict(), "seen": blueprint.version}
        else:
            messages.success(request, _("The version is saved."))
            return go_to(request, blueprint.get_work_url())
    context = _frame(request, blueprint) | {"form": form, "steps": steps}
    return page(request, "blueprints/write.html", context, fragment="form")


@pass_or_login("blueprint", Blueprint)
@require_POST
def ask_for_release(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask all partners to release the version."""
    blueprint = _find(request, pk, "ask_for_release")
    return _do(request, blueprint, actions.ask_for_release, _("All partners are asked by mail."))


@pass_or_login("blueprint", Blueprint)
@require_POST
def release(request: PersonRequest, pk: int) -> HttpResponse:
    """Say yes to publishing the version that was read."""
    blueprint = _find(request, pk, "release_blueprint")
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tick that you release it, then press the button again."))
        return go_to(request, blueprint.get_work_url())
    number = form.cleaned_data["version"]
    return _do(
        request, blueprint, actions.release, _("Thank you. You have released it."), version=number
    )


@require_POST
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Put it into the public library."""
    blueprint = _find(request, pk, "publish_blueprint")
    said = _("It stands in the library.")
    if blueprint.waits_until:
        said = _("It is published. The library shows it from %(day)s on.") % {
            "day": formats.day(blueprint.waits_until)
        }
    return _do(request, blueprint, actions.publish, said)


@require_http_methods(["GET", "POST"])
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it from the library, with the reason."""
    blueprint = _find(request, pk, "withdraw_blueprint")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        return _do(
            request,
            blueprint,
            actions.withdraw,
            _("It is no longer in the library."),
            **form.cleaned_data,
        )
    return page(
        request,
        "blueprints/withdraw.html",
        _frame(request, blueprint) | {"form": form},
        fragment="form",
    )


@pass_or_login("blueprint", Blueprint)
@require_POST
def embargo(request: PersonRequest, pk: int) -> HttpResponse:
    """From which day on it is shown, and whether the partners are named."""
    blueprint = _find(request, pk, "write_blueprint")
    form = EmbargoForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors.get("embargo_until", [])))
        return go_to(request, blueprint.get_work_url())
    return _do(request, blueprint, actions.set_embargo, _("It is noted."), **form.cleaned_data)


@pass_or_login("blueprint", Blueprint)
@require_POST
@made_once
def add_file(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a template that others can take, or take one away (button ``remove``)."""
    blueprint = _find(request, pk, "write_blueprint")
    if "remove" in request.POST:
        key = request.POST["remove"]
        added = get_object_or_404(blueprint.files, pk=key if key.isdecimal() else 0)
        actions.remove_file(added, by=request.user)
        return go_to(request, blueprint.get_work_url())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(
            request, " ".join(error for errors in form.errors.values() for error in errors)
        )
        return go_to(request, blueprint.get_work_url())
    try:
        file = stored.store(form.cleaned_data["upload"], by=request.user, kinds=KINDS)
    except ScharnierError as refusal:
        messages.error(request, str(refusal))
        return go_to(request, blueprint.get_work_url())
    return _do(
        request,
        blueprint,
        actions.add_file,
        _("The file is added."),
        file=file,
        title=form.cleaned_data["title"],
    )


@require_POST
def show_reuse(request: PersonRequest, pk: int, reuse_pk: int) -> HttpResponse:
    """Let a reuse be seen in the library."""
    blueprint = _find(request, pk, "show_reuse")
    actions.show_reuse(get_object_or_404(blueprint.reuses, pk=reuse_pk), by=request.user)
    messages.success(request, _("It is shown in the library."))
    return go_to(request, blueprint.get_work_url())


@require_POST
def discard_reuse(request: PersonRequest, pk: int, reuse_pk: int) -> HttpResponse:
    """Throw away what was told."""
    blueprint = _find(request, pk, "show_reuse")
    actions.discard_reuse(get_object_or_404(blueprint.reuses, pk=reuse_pk), by=request.user)
    messages.success(request, _("It is thrown away."))
    return go_to(request, blueprint.get_work_url())


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() else 0


def _do(
    request: PersonRequest,
    blueprint: Blueprint,
    act: Callable[..., object],
    done: str,
    **facts: object,
) -> HttpResponse:
    """One action, then back to the blueprint with a sentence: done, or why not."""
    with refusals_told(request):
        act(blueprint, **facts, by=request.user)
        messages.success(request, done)
    return go_to(request, blueprint.get_work_url())
