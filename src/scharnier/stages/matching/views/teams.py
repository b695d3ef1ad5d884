from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.queries import people_with
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.applications.models import Application
from scharnier.stages.matching import actions, queries, sentences
from scharnier.stages.matching.forms import AgentForm, DeclineForm
from scharnier.stages.matching.models import Participant, Team, TeamMember
from scharnier.stages.matching.sentences import About
from scharnier.stages.matching.states import SHOWN_TO_PARTNERS, MemberState, TeamState
from scharnier.stages.matching.views.access import addressing, team_for

TRAIL = 50


@passes.pass_or_login("team", Team)
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """The team: for its partners with the one thing to do next, for the workspace with everything.

    A POST is a partner's answer.
    """
    found = team_for(request, pk)
    side = queries.part_of(found, request.user)
    if side is None:
        place = queries.left_place(found, request.user)
        return _for_staff(request, found) if place is None else _for_left(request, found, place)
    with addressing(side):
        form = DeclineForm()
        if request.method == "POST":
            form = DeclineForm(request.POST)
            answered = _answer(request, found, side, form)
            if answered is not None:
                return answered
        return page(request, "matching/team_partner.html", _partners_page(found, side, form))


def _partners_page(found: Team, side: Application, form: DeclineForm) -> dict:
    answers = queries.answers_of(found)
    mine = next(row for row in answers if row["side"].pk == side.pk)
    confirmed = found.state == TeamState.CONFIRMED and mine["answered_at"] is not None
    partners = queries.working_partners_of(found) if confirmed else []
    return {
        "team": found,
        "side": side,
        "form": form,
        "answers": answers,
        "others": queries.introduced([row["side"] for row in answers if row["side"].pk != side.pk]),
        "waits_for_me": mine["answered_at"] is None,
        "is_confirmed": confirmed,
        "partners": [partner for partner in partners if partner.application != side],
        "reasons": _reasons(found, sentences.for_partners),
        "steps": _steps(found),
    }


def _steps(found: Team) -> list[dict]:
    """How the team came about. What came after it is told by the panels of later stages."""
    confirmed = found.confirmed_at
    steps: list[dict] = [
        {"when": "", "label": _("Team proposed"), "state": "done"},
        {
            "when": confirmed or "",
            "label": _("Both sides have confirmed"),
            "state": "done" if confirmed else "now",
        },
    ]
    if confirmed is None:
        steps.append({"when": "", "label": _("Your question for the jury"), "state": "later"})
    return steps


def _reasons(found: Team, tell: Callable[[dict, dict[int, str]], list[About]]) -> list[About]:
    """Why the team is as it is: of a team that was offered, about those who are in it now."""
    if not found.reason or found.state not in SHOWN_TO_PARTNERS:
        return []
    rows = Participant.objects.filter(matching=found.matching_id).select_related("application")
    names = {participant.pk: str(participant) for participant in rows}
    sides = {side.pk for side in queries.sides_of(found)}
    present = {participant.pk for participant in rows if participant.application_id in sides}
    is_asked = found.state == TeamState.OFFERED
    return tell(sentences.still_true(found.reason, present, is_asked=is_asked), names)


def _answer(
    request: HttpRequest, found: Team, side: Application, form: DeclineForm
) -> HttpResponse | None:
    """Confirm or decline for one side; None shows the page again with what is missing."""
    said_yes = request.POST.get("answer") == "yes"
    if not said_yes and not form.is_valid():
        return None
    try:
        if said_yes:
            actions.confirm(found, side=side, by=request.user)
        else:
            actions.decline(found, side=side, **form.cleaned_data, by=request.user)
    except ScharnierError as refusal:
        messages.error(request, str(refusal))
        return go_to(request, found)
    if said_yes:
        messages.success(request, _("Thank you. Your confirmation is in."))
        return go_to(request, found)
    context = {"team": found, "side": side}
    return page(request, "matching/declined.html", context)


def _for_left(request: HttpRequest, found: Team, place: TeamMember) -> HttpResponse:
    """What stays for somebody whose place has ended: that it was theirs, and what they did."""
    with addressing(place.application):
        return page(request, "matching/team_left.html", {"team": found, "place": place})


def _for_staff(request: HttpRequest, found: Team) -> HttpResponse:
    may_change = request.user.has_perm("matching.change_team", found)
    context = {
        "team": found,
        "answers": queries.answers_of(found),
        "is_complete": not queries.missing_people(found),
        "partners": queries.partners_of(found),
        "past": found.members.filter(
            state__in=[MemberState.DECLINED, MemberState.REPLACED]
        ).select_related("application"),
        "reasons": _reasons(found, sentences.for_agents) if may_change else [],
        "may_change": may_change,
        "agent_form": AgentForm(initial={"agent": found.agent_id}, agents=_agents(found))
        if may_change
        else None,
        "entries": entries_for(found)[:TRAIL],
        "area": _("Teams"),
    }
    return page(request, "matching/team.html", context)


def _agents(found: Team) -> QuerySet[Person]:
    """Whoever may accompany the team; its agent of today stays in the list without the role."""
    may = people_with(Role.AGENT, found.round.programme)
    return Person.objects.filter(Q(pk__in=may.values("pk")) | Q(pk=found.agent_id))


@require_POST
def answer_for(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    """An agent notes what one side said on the telephone."""
    found = team_for(request, pk, "matching.change_team")
    side = next((s for s in queries.sides_of(found) if s.pk == application), None)
    form = DeclineForm(request.POST)
    with refusals_told(request):
        if side is None:
            messages.error(request, _("This side is not in the team any more."))
        elif request.POST.get("answer") == "yes":
            actions.confirm(found, side=side, by=request.user)
            messages.success(request, _("%(name)s has confirmed.") % {"name": side})
        elif form.is_valid():
            actions.decline(found, side=side, **form.cleaned_data, by=request.user)
            messages.success(request, _("%(name)s has declined.") % {"name": side})
        else:
            messages.error(request, _("Write down why it does not fit."))
    return go_to(request, found)


@require_POST
def agent(request: HttpRequest, pk: int) -> HttpResponse:
    found = team_for(request, pk, "matching.change_team")
    form = AgentForm(request.POST, agents=_agents(found))
    if form.is_valid():
        actions.assign_agent(found, **form.cleaned_data, by=request.user)
        messages.success(request, _("The agent is noted."))
    else:
        messages.error(request, _("Choose an agent from the list."))
    return go_to(request, reverse("matching:team", args=[found.pk]))
