from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web import pieces
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.tables import Column, Filter, Table
from scharnier.stages.challenges import actions, decided, queries
from scharnier.stages.challenges.doors import partners_door
from scharnier.stages.challenges.forms import DueForm, ReopenForm, WriteForm
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.challenges.states import FIELDS, LABELS, ChallengeState
from scharnier.stages.challenges.wording import begins_like_a_question
from scharnier.stages.matching.queries import part_of
from scharnier.stages.matching.views.access import addressing

TRAIL = 30
CONFLICT = 409


def _question(challenge: Challenge) -> str:
    return challenge.current.question if challenge.current else ""


CHALLENGES = Table(
    "challenges",
    caption=_("Challenges"),
    columns=[
        Column("team.number", _("No."), sort="team__number_key", place="key"),
        Column(
            "team.organisation", _("Team"), sort="team__organisation__name", place="main", link=True
        ),
        Column("question", _("Question"), value=_question, place="sub"),
        Column("signatures", _("Signatures"), value=lambda row: row.signatures or 0, priority=1),
        Column("due_on", _("Due"), sort="due_on", priority=2),
        Column("state", _("State"), cell=pieces.state, place="status", sort="state"),
        Column("handed_in_at", _p("challenge", "Handed in"), sort="handed_in_at", priority=2),
    ],
    search=["team__number", "team__organisation__name", "current__question"],
    filters=[Filter("state", _("State"), ChallengeState.choices)],
    order="team.number",
    empty=(
        _("No challenges yet."),
        _("They begin on the desk once the first teams are confirmed."),
    ),
)


@require_GET
def listing(request: HttpRequest) -> HttpResponseBase:
    """How far every team is, for those who accompany them."""
    found = queries.with_progress(queries.visible_to(request.user))
    return CHALLENGES.respond(
        request, found, "challenges/listing.html", {"area": gettext("Challenges")}
    )


def _find(
    request: HttpRequest, pk: int, permission: str = "challenges.view_challenge"
) -> Challenge:
    found = get_object_or_404(queries.visible_to(request.user), pk=pk)
    request.programme = found.round.programme
    if not request.user.has_perm(permission, found):
        raise PermissionDenied
    return found


@partners_door
@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The canvas: read it, write a new version, see who has signed."""
    challenge = _find(request, pk)
    side = part_of(challenge.team, request.user)
    with addressing(side):
        may_write = request.user.has_perm("challenges.write_challenge", challenge)
        if request.method == "POST" and not may_write:
            raise PermissionDenied
        form = WriteForm(request.POST or None, initial=_initial(challenge))
        if form.is_valid():
            return _write(request, challenge, form)
        context = _canvas(
            request, challenge, form, may_write=may_write, is_partner=side is not None
        )
        return page(request, "challenges/detail.html", context, fragment="canvas")


def _initial(challenge: Challenge) -> dict:
    return {"version": challenge.version, **queries.draft_of(challenge)}


def _write(request: HttpRequest, challenge: Challenge, form: WriteForm) -> HttpResponse:
    """Save; if somebody else saved meanwhile, what was typed stays in the form."""
    before = challenge.current_id
    try:
        made = actions.write(challenge, **form.cleaned_data, by=request.user)
    except ScharnierError as refusal:
        form.add_error(None, str(refusal))
        typed = request.POST.copy()
        typed["version"] = str(challenge.version)
        form.data = typed
        context = _canvas(
            request,
            challenge,
            form,
            may_write=True,
            is_partner=part_of(challenge.team, request.user) is not None,
        )
        context["theirs"] = challenge.current
        return page(request, "challenges/detail.html", context, fragment="canvas", status=CONFLICT)
    if made.pk == before:
        messages.info(request, gettext("Nothing has changed."))
    else:
        messages.success(request, gettext("Saved as version %(number)d.") % {"number": made.number})
    return go_to(request, challenge)


def _canvas(
    request: HttpRequest,
    challenge: Challenge,
    form: WriteForm,
    *,
    may_write: bool,
    is_partner: bool,
) -> dict:
    signers = queries.signers_of(challenge)
    may = {
        verb: request.user.has_perm(f"challenges.{verb}", challenge)
        for verb in ("sign_challenge", "note_signature", "hand_in_challenge", "run_challenge",
                     "reopen_challenge")
    }  # fmt: skip
    question = _question(challenge)
    mine = next((s for s in signers if request.user in s.people), None)
    return {
        "challenge": challenge,
        "team": challenge.team,
        "layout": "applicant.html" if is_partner else "workspace.html",
        "is_partner": is_partner,
        "form": form,
        "may": may | {"write": may_write, "sign": may["sign_challenge"] and mine is not None
                      and mine.sign_off is None},
        "signers": signers,
        "signed": sum(s.sign_off is not None for s in signers),
        "rows": rows_of(challenge),
        "versions": queries.versions_of(challenge),
        "is_no_question": bool(question) and not begins_like_a_question(question),
        "due_form": DueForm(initial={"due_on": challenge.due_on}) if may["run_challenge"] else None,
        "is_decided": decided.is_decided(challenge),
        "entries": [] if is_partner else entries_for(challenge)[:TRAIL],
        "area": gettext("Challenges"),
    }  # fmt: skip


def rows_of(challenge: Challenge) -> list[dict]:
    """The version in force as label and text, for reading and printing."""
    if challenge.current is None:
        return []
    return [
        {"label": str(LABELS[name]), "value": getattr(challenge.current, name)} for name in FIELDS
    ]


@partners_door
@require_GET
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for the jury's table."""
    challenge = _find(request, pk)
    with addressing(part_of(challenge.team, request.user)):
        context = {
            "challenge": challenge,
            "team": challenge.team,
            "rows": rows_of(challenge),
            "signers": queries.signers_of(challenge),
        }
        return page(request, "challenges/print.html", context)


@partners_door
@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What an earlier version said and what has changed since; restore it."""
    challenge = _find(request, pk)
    old = get_object_or_404(challenge.versions.select_related("written_by"), number=number)
    may_write = request.user.has_perm("challenges.write_challenge", challenge)
    side = part_of(challenge.team, request.user)
    with addressing(side):
        if request.method == "POST":
            if not may_write:
                raise PermissionDenied
            return _act(
                request,
                challenge,
                actions.restore,
                gettext("The version is restored."),
                number=number,
            )
        other = _other(request, challenge)
        context = {
            "challenge": challenge,
            "old": old,
            "new": other,
            "compared": queries.compared(old, other),
            "versions": queries.versions_of(challenge),
            "may_write": may_write and old.pk != challenge.current_id,
            "signed": challenge.state != ChallengeState.DRAFT,
            "layout": "workspace.html" if side is None else "applicant.html",
            "area": gettext("Challenges"),
        }
        return page(request, "challenges/version.html", context)


def _other(request: HttpRequest, challenge: Challenge):
    wanted = request.GET.get("with", "")
    if wanted.isdecimal():
        return get_object_or_404(challenge.versions.all(), number=int(wanted))
    return challenge.current


def _act(
    request: HttpRequest, challenge: Challenge, action, done: str, **arguments: object
) -> HttpResponse:
    with refusals_told(request):
        action(challenge, **arguments, by=request.user)
        messages.success(request, done)
    return go_to(request, challenge)


@partners_door
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    challenge = _find(request, pk, "challenges.write_challenge")
    with addressing(part_of(challenge.team, request.user)):
        done = gettext("Everybody on the team is asked to sign by mail.")
        return _act(request, challenge, actions.ask_for_signatures, done)


@partners_door
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the version that was shown; an agent may note a signature given by word of mouth."""
    challenge = _find(request, pk)
    given = request.POST.get("number", "")
    number = int(given) if given.isdecimal() else None
    side = part_of(challenge.team, request.user)
    with addressing(side):
        if request.POST.get("person"):
            if not request.user.has_perm("challenges.note_signature", challenge):
                raise PermissionDenied
            people = {str(p.pk): p for s in queries.signers_of(challenge) for p in s.people}
            person = people.get(request.POST["person"])
            done = gettext("The signature is noted.")
            return _act(request, challenge, actions.sign, done, person=person, number=number)
        if not request.user.has_perm("challenges.sign_challenge", challenge):
            messages.error(request, gettext("There is nothing to sign at the moment."))
            return go_to(request, challenge)
        return _act(request, challenge, actions.sign, gettext("Signed. Thank you."), number=number)


@partners_door
@require_POST
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    challenge = _find(request, pk)
    if not request.user.has_perm("challenges.hand_in_challenge", challenge):
        messages.error(request, gettext("Signatures are still missing."))
        return go_to(request, challenge)
    with addressing(part_of(challenge.team, request.user)):
        done = gettext("Handed in. The jury reads it; everybody on the team gets a receipt.")
        return _act(request, challenge, actions.hand_in, done)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    challenge = _find(request, pk, "challenges.run_challenge")
    with refusals_told(request):
        number = actions.remind(challenge, by=request.user)
        said = ngettext("%(n)d side is reminded.", "%(n)d sides are reminded.", number)
        messages.success(request, said % {"n": number})
    return go_to(request, challenge)


@require_POST
def due(request: HttpRequest, pk: int) -> HttpResponse:
    challenge = _find(request, pk, "challenges.run_challenge")
    form = DueForm(request.POST)
    if form.is_valid():
        actions.move_due_date(challenge, **form.cleaned_data, by=request.user)
        messages.success(request, gettext("The due date is noted."))
    else:
        messages.error(request, " ".join(form.errors.get("due_on", [])))
    return go_to(request, challenge)


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back to the team, with the reason; they get a mail."""
    challenge = _find(request, pk, "challenges.reopen_challenge")
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reopen(challenge, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("The team can change its question again."))
            return go_to(request, reverse("challenges:detail", args=[challenge.pk]))
    context = {"challenge": challenge, "form": form, "area": gettext("Challenges")}
    return page(request, "challenges/reopen.html", context)
