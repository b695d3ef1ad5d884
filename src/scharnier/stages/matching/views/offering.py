from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.applications.queries import submitted
from scharnier.stages.calls.models import Side
from scharnier.stages.matching import actions, mails, obstacles, queries
from scharnier.stages.matching.board import board_of
from scharnier.stages.matching.forms import DissolveForm, ReplaceForm
from scharnier.stages.matching.models import Team, TeamMember
from scharnier.stages.matching.states import LIVING_MEMBERS, LIVING_TEAMS
from scharnier.stages.matching.views.access import matching_for, team_for


@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer one team: who gets a mail and how it reads, then the button."""
    found = team_for(request, pk, "matching.change_team")
    if request.method == "POST":
        return _offer(request, [found], found)
    refusal = obstacles.not_offerable(found, queries.missing_people(found))
    context = _preview([] if refusal else [found]) | {"back": found, "refusal": refusal}
    return page(request, "matching/offer.html", context)


@require_http_methods(["GET", "POST"])
def offer_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer every team that is complete; one leaves out who is unticked."""
    matching = matching_for(request, pk)
    complete = [team.pk for team in board_of(queries.facts_of(matching)).offerable]
    teams = queries.teams_of(matching.round).filter(pk__in=complete)
    if request.method == "POST":
        chosen = [int(key) for key in request.POST.getlist("teams") if key.isdecimal()]
        return _offer(request, list(teams.filter(pk__in=chosen)), matching)
    return page(request, "matching/offer.html", _preview(list(teams)) | {"back": matching})


def _preview(teams: list[Team]) -> dict:
    sides = [(team, side) for team in teams for side in queries.sides_of(team)]
    people = [partner.person for team in teams for partner in queries.partners_of(team)]
    return {
        "teams": teams,
        "recipients": people,
        "without_address": [person for person in people if not person.email],
        "letter": mails.offer_as_letter(*sides[0]) if sides else None,
        "other_letter": mails.offer_as_letter(*sides[1]) if len(sides) > 1 else None,
        "holds": teams[0].round.holds_mails if teams else False,
        "area": _("Teams"),
    }


def _offer(request: HttpRequest, teams: list[Team], back: object) -> HttpResponse:
    if not teams:
        messages.error(request, _("Choose at least one team."))
        return go_to(request, request.path)
    try:
        number = actions.offer_teams(teams, by=request.user)
    except ScharnierError as refusal:
        messages.error(request, str(refusal))
        return go_to(request, back)
    said = ngettext(
        "%(n)d team is offered to both sides.", "%(n)d teams are offered to both sides.", number
    )
    messages.success(request, said % {"n": number})
    return go_to(request, back)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = team_for(request, pk, "matching.change_team")
    with refusals_told(request):
        actions.take_back_offer(found, by=request.user)
        messages.success(
            request, _("The offer is taken back. The team can be changed on the board.")
        )
    return go_to(request, found)


@require_http_methods(["GET", "POST"])
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    found = team_for(request, pk, "matching.change_team")
    form = DissolveForm(request.POST or None)
    if form.is_valid():
        try:
            actions.dissolve(found, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(team)s is dissolved.") % {"team": found})
            return go_to(request, found)
    people = [partner.person for partner in queries.partners_of(found)]
    context = {
        "team": found,
        "form": form,
        "recipients": [] if found.state == "proposed" else people,
        "area": _("Teams"),
    }
    return page(request, "matching/dissolve.html", context)


@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves, somebody else is asked, the others are told: first the mails, then it is done."""
    found = team_for(request, pk, "matching.change_team")
    members = found.members.filter(state__in=LIVING_MEMBERS).select_related("application")
    engaged = TeamMember.objects.filter(
        state__in=LIVING_MEMBERS, team__state__in=LIVING_TEAMS, team__round=found.round_id
    ).values("application")
    free = submitted(found.round, Side.CREATIVE).exclude(pk__in=engaged)
    form = ReplaceForm(request.POST or None, members=members, candidates=free)
    context = {"team": found, "form": form, "area": _("Teams")}
    if not form.is_valid() or "again" in request.POST:
        return page(request, "matching/replace.html", context)
    if "sure" not in request.POST:
        return page(request, "matching/replace.html", context | _letters_of(found, form))
    try:
        actions.replace_member(found, **form.cleaned_data, by=request.user)
    except ScharnierError as refusal:
        form.add_error(None, str(refusal))
        return page(request, "matching/replace.html", context)
    joining = form.cleaned_data["joining"]
    messages.success(request, _("%(name)s is asked to join.") % {"name": joining})
    return go_to(request, found)


def _letters_of(found: Team, form: ReplaceForm) -> dict:
    chosen = form.cleaned_data
    written = mails.replacing_as_letters(
        found,
        leaving=chosen["leaving"].application,
        joining=chosen["joining"],
        reason=chosen["reason"],
    )
    people = [person for side, _letter in written for person in mails.readers_of(side)]
    return {
        "chosen": chosen,
        "letters": [{"side": side, "letter": letter} for side, letter in written],
        "recipients": [person for person in people if person.email],
        "without_address": [person for person in people if not person.email],
        "holds": found.round.holds_mails,
    }
