from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.jobs.models import Job
from scharnier.foundation.jobs.queries import latest, worker_is_silent
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.queries import people_with
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web import pieces
from scharnier.foundation.web.pages import go_to, page, refusals_told, wants_fragment
from scharnier.foundation.web.tables import Column, Filter, Table
from scharnier.stages.calls.words import joined
from scharnier.stages.matching import actions, numbers, queries, sentences
from scharnier.stages.matching.board import Board, board_of
from scharnier.stages.matching.forms import StandInForm
from scharnier.stages.matching.models import BoardMove, Matching, Participant
from scharnier.stages.matching.states import MatchingState, ProposalState, TeamState
from scharnier.stages.matching.views.access import matching_for
from scharnier.stages.matching.views.inviting import may_release

TRAIL = 30
STEPS = {
    "close_wishes": (actions.close_wishes, _("The wishes are closed.")),
    "reopen": (actions.reopen, _("Teams can be formed again.")),
    "close": (actions.close, _("The forming of teams is closed.")),
}


def _members(team) -> str:
    return ", ".join(str(member.application) for member in team.living_members)


TEAMS = Table(
    "teams",
    caption=_("Teams"),
    columns=[
        Column("number", _("No."), sort="number_key", place="key"),
        Column(
            "organisation", _("Organisation"), sort="organisation__name", place="main", link=True
        ),
        Column("members", _("Creatives"), value=_members, place="sub"),
        Column("agent", _("Network agent"), sort="agent__name", priority=2),
        Column("round", _("Round"), sort="round__starts_on", priority=2),
        Column("state", _("State"), cell=pieces.state, place="status", sort="state"),
        Column("confirmed_at", _("Confirmed"), sort="confirmed_at", priority=1),
    ],
    search=["number", "organisation__name", "members__application__name"],
    filters=[
        Filter("state", _("State"), TeamState.choices),
        Filter(
            "round",
            _("Round"),
            lambda request: [(m.round_id, m.round) for m in queries.matchings_for(request.user)],
        ),
    ],
    order="number",
    empty=(
        _("No teams yet."),
        _("Teams are formed at the kickoff, once both sides have met."),
    ),
)


@require_GET
def listing(request: HttpRequest) -> HttpResponseBase:
    """All teams that the person may see, and the boards on which new ones are formed."""
    teams = queries.visible_to(request.user)
    context = {"boards": queries.matchings_for(request.user)}
    return TEAMS.respond(request, teams, "matching/listing.html", context)


@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, matching_for(request, pk))


def show(
    request: HttpRequest, matching: Matching, *, status: int = 200, said: str = "", insist: str = ""
) -> HttpResponse:
    """The board as it stands now; with ``said`` it tells first what went wrong."""
    facts = queries.facts_of(matching)
    proposal = matching.proposals.filter(state=ProposalState.NEW).order_by("-pk").first()
    shown = board_of(facts, proposal, _decisions(matching))
    context = {
        "matching": matching,
        "board": shown,
        "proposal": proposal,
        "suggestion": _suggestion(request, shown),
        "last_move": _last_move(matching),
        "said": said,
        "insist": insist,
        "steps": _steps(request, matching),
        "scale": sentences.scale(numbers.rules_of(matching.round)),
        **_job(request, matching),
        "area": gettext("Teams"),
    }
    return page(request, "matching/board.html", context, fragment="board", status=status)


def _steps(request: HttpRequest, matching: Matching) -> dict:
    """How far the day is, for the one thing to do next."""
    here = matching.participants.filter(is_present=True)
    steps: dict[str, object] = {"present": here.count()}
    if matching.state == MatchingState.WISHING:
        steps["wished"] = here.filter(wishes_said__isnull=False).distinct().count()
        steps["held"] = queries.wish_mails(matching).held().count()
        steps["may_release"] = may_release(request, matching.round)
        if steps["held"] and not steps["may_release"]:
            leads = people_with(Role.LEAD, matching.round.programme)
            steps["releasers"] = joined([str(person) for person in leads])
    return steps


def _job(request: HttpRequest, matching: Matching) -> dict:
    job: Job | None = latest("matching.propose", matching)
    if job is None or not (job.is_open or job.error):
        return {"job": None}
    return {
        "job": job,
        "may_stop": job.is_open,
        "silent": job.is_open and worker_is_silent(),
    }


def _suggestion(request: HttpRequest, shown: Board) -> dict | None:
    """One proposed team that differs from the board, with a link to the next."""
    open_ones = [change for change in shown.changes if change.is_new]
    if not open_ones:
        return None
    wanted = request.GET.get("suggestion", "0")
    at = int(wanted) % len(open_ones) if wanted.isdecimal() else 0
    number = len(open_ones)
    return {"change": open_ones[at], "at": at + 1, "next": (at + 1) % number, "number": number}


def _decisions(matching: Matching) -> dict[tuple[int, int], BoardMove]:
    """The moves that somebody gave a reason for; of the same pair the latest."""
    moves = matching.moves.filter(undone_at=None, to_team__isnull=False).exclude(reason="")
    found = moves.select_related("to_team", "moved_by").order_by("pk")
    return {(made.to_team.organisation_id, made.creative_id): made for made in found}


def _last_move(matching: Matching) -> str:
    """What “Undo” takes back, in words: one person, or all whom a proposal placed together."""
    moves = matching.moves.filter(undone_at=None)
    last = moves.select_related("creative__application").order_by("-pk").first()
    if last is None:
        return ""
    together = moves.filter(version=last.version).count()
    return (
        str(last.creative)
        if together == 1
        else ngettext("%(n)d move of the proposal", "%(n)d moves of the proposal", together)
        % {"n": together}
    )


@require_POST
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Open or close the wishes, or the whole."""
    matching = matching_for(request, pk)
    action, done = STEPS[verb]
    with refusals_told(request):
        action(matching, by=request.user)
        messages.success(request, str(done))
    if request.POST.get("back") == "presence":
        return go_to(request, reverse("matching:presence", args=[matching.pk]))
    return go_to(request, matching)


@require_http_methods(["GET", "POST"])
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is here: check in, take over the attendance of the kickoff, add stand-ins."""
    matching = matching_for(request, pk)
    form = StandInForm(request.POST or None, candidates=queries.candidates(matching))
    if form.is_valid():
        added = actions.add_participant(matching, **form.cleaned_data, by=request.user)
        messages.success(request, gettext("%(name)s takes part now.") % {"name": added})
        return go_to(request, reverse("matching:presence", args=[matching.pk]))
    context = _presence(request, matching) | {
        "form": form,
        "entries": entries_for(matching)[:TRAIL],
    }
    return page(request, "matching/presence.html", context)


def _presence(request: HttpRequest, matching: Matching) -> dict:
    participants = list(queries.participants_of(matching))
    return {
        "matching": matching,
        "sides": _by_side(participants),
        "present": sum(p.is_present for p in participants),
        "number": len(participants),
        "steps": _steps(request, matching),
        "area": gettext("Teams"),
    }


def _by_side(participants: list[Participant]) -> list[tuple[str, list[Participant]]]:
    """Each side with its people; who is missing comes first."""
    sides: dict[str, list[Participant]] = {}
    for participant in participants:
        sides.setdefault(participant.get_side_display(), []).append(participant)
    return [
        (side, sorted(people, key=lambda one: one.is_present)) for side, people in sides.items()
    ]


@require_POST
def check(request: HttpRequest, pk: int, participant: int) -> HttpResponse:
    """Check somebody in, or out again; htmx swaps the lists, a form comes back to the person."""
    matching = matching_for(request, pk)
    someone = get_object_or_404(
        Participant.objects.select_related("application", "matching__round"),
        pk=participant,
        matching=matching,
    )
    marked = None
    with refusals_told(request):
        if request.POST.get("present") == "yes":
            actions.check_in(someone, by=request.user)
        else:
            actions.undo_check_in(someone, by=request.user)
        marked = someone
    if wants_fragment(request):
        context = _presence(request, matching) | {"marked": marked}
        return page(request, "matching/presence.html", context, fragment="people")
    return go_to(request, f"{reverse('matching:presence', args=[matching.pk])}#p-{someone.pk}")


@require_POST
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    matching = matching_for(request, pk)
    number = actions.take_attendance(matching, by=request.user)
    said = ngettext(
        "%(n)d participant is checked in.", "%(n)d participants are checked in.", number
    )
    messages.success(request, said % {"n": number})
    return go_to(request, reverse("matching:presence", args=[matching.pk]))
