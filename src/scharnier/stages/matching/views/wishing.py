from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from scharnier.foundation.people import passes
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page, wants_fragment
from scharnier.stages.matching import actions, queries, rules
from scharnier.stages.matching.forms import WishForm
from scharnier.stages.matching.models import Participant
from scharnier.stages.matching.states import WISH_WORDS, MatchingState
from scharnier.stages.matching.views.access import addressing, matching_for

UNPROCESSABLE = 422


@passes.pass_or_login("wishes", Participant)
@require_http_methods(["GET", "POST"])
def wishes(request: HttpRequest, pk: int) -> HttpResponse:
    """The other side on a phone: yes, perhaps, rather not, saved on tap. Also for an agent on behalf."""
    giver = _giver(request, pk)
    on_behalf = not rules.is_participant(request.user, giver)
    with addressing(None if on_behalf else giver.application):
        if request.method == "POST":
            return _save(request, giver, on_behalf=on_behalf)
        rows = queries.wish_list(giver)
        context = {
            "giver": giver,
            "rows": rows,
            "said": sum(row.value is not None for row in rows),
            "choices": list(WISH_WORDS.items()),
            "is_open": giver.matching.state == MatchingState.WISHING or on_behalf,
            "on_behalf": on_behalf,
            "matching": giver.matching,
        }
        layout = "workspace.html" if on_behalf else "applicant.html"
        return page(request, "matching/wishes.html", context | {"layout": layout})


def _giver(request: HttpRequest, pk: int) -> Participant:
    found = Participant.objects.filter(pk=pk).select_related(
        "application__target_group", "matching__round__programme"
    )
    giver = found.first()
    if giver is None or not request.user.has_perm("matching.wish", giver):
        raise Http404
    request.programme = giver.round.programme
    return giver


def _save(request: HttpRequest, giver: Participant, *, on_behalf: bool) -> HttpResponse:
    form = WishForm(request.POST, giver=giver)
    said, error = None, _("Choose one of the answers.")
    if form.is_valid():
        try:
            said = actions.wish(giver, **form.cleaned_data, by=request.user, on_behalf=on_behalf)
            error = ""
        except ScharnierError as refusal:
            error = str(refusal)
    if not wants_fragment(request):
        messages.error(request, error) if error else messages.success(request, _("Saved."))
        return go_to(request, giver)
    about = form.cleaned_data.get("about")
    row = next(
        (r for r in queries.wish_list(giver) if about and r.participant.pk == about.pk), None
    )
    context = {
        "giver": giver,
        "row": row,
        "choices": list(WISH_WORDS.items()),
        "is_open": True,
        "saved": not error,
        "error": error,
        "value": said.value if said else None,
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "matching/_wish_row.html", context, status=status)


@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """All wishes side by side; for those who form the teams only."""
    matching = matching_for(request, pk)
    facts = queries.facts_of(matching)
    names = facts.names
    pairs: dict[tuple[int, int], list[int]] = {}
    for (one, other), value in facts.wishes.items():
        first = facts.by_pk[one].side == "organisation"
        row = pairs.setdefault((one, other) if first else (other, one), [0, 0])
        row[0 if first else 1] = value
    words = request.GET.get("q", "").strip()
    rows: list[dict] = [
        {"organisation": names[pair[0]], "creative": names[pair[1]], "said": said, "sum": sum(said)}
        for pair, said in pairs.items()
        if words.casefold() in names[pair[0]].casefold()
        or words.casefold() in names[pair[1]].casefold()
    ]
    rows.sort(key=lambda row: (row["organisation"], -row["sum"], row["creative"]))
    context = {
        "matching": matching,
        "rows": rows,
        "words": words,
        "has_wishes": bool(pairs),
        "participants": queries.participants_of(matching).filter(is_present=True),
        "area": _("Teams"),
    }
    return page(request, "matching/wish_overview.html", context)
