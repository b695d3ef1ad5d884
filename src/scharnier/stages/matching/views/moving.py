from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.calls.models import Side
from scharnier.stages.matching import actions, queries, sentences
from scharnier.stages.matching.board import board_of, targets_of, why_not
from scharnier.stages.matching.forms import MoveForm, PairForm, RulePairForm, VersionForm
from scharnier.stages.matching.models import BoardMove, Matching, Participant
from scharnier.stages.matching.queries.facts import Facts
from scharnier.stages.matching.states import BoardChanged, RuleBroken
from scharnier.stages.matching.views.access import matching_for, participants_of_side
from scharnier.stages.matching.views.boards import show

CONFLICT = 409
UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, creative: int) -> HttpResponse:
    """Where somebody could go and what each way costs; a POST moves them.

    The board's script posts here too and gets the board back: changed, as it was with a
    reason (422), or as somebody else left it (409).
    """
    matching = matching_for(request, pk)
    someone = get_object_or_404(participants_of_side(matching, Side.CREATIVE), pk=creative)
    organisations = participants_of_side(matching, Side.ORGANISATION)
    form = MoveForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        try:
            made = actions.move(matching, creative=someone, **form.cleaned_data, by=request.user)
        except BoardChanged as stale:
            return show(request, matching, status=CONFLICT, said=str(stale))
        except RuleBroken as broken:
            return _refused(request, matching, someone, form, broken)
        except ScharnierError as refusal:
            return show(request, matching, status=UNPROCESSABLE, said=str(refusal))
        messages.success(request, _result(made, queries.facts_of(matching)))
        return _back(request, matching)
    return _choose(request, matching, someone, form)


def _refused(
    request: HttpRequest,
    matching: Matching,
    someone: Participant,
    form: MoveForm,
    broken: RuleBroken,
) -> HttpResponse:
    """The rule in words, and a way to set it aside if there is one."""
    said = _("Not possible: %(rule)s") % {"rule": broken}
    matching.refresh_from_db(fields=["version"])
    if not broken.may_insist:
        return show(request, matching, status=UNPROCESSABLE, said=said)
    if not request.htmx:
        form.add_error("reason", str(broken))
        return _choose(request, matching, someone, form)
    given = {name: form[name].value() or "" for name in ("source", "target")}
    address = reverse("matching:move", args=[matching.pk, someone.pk])
    insist = f"{address}?{urlencode(given)}"
    return show(request, matching, status=UNPROCESSABLE, said=said, insist=insist)


def _choose(
    request: HttpRequest, matching: Matching, someone: Participant, form: MoveForm
) -> HttpResponse:
    facts = queries.facts_of(matching)
    source = _source(request, facts)
    targets = targets_of(facts, someone, source)
    context = {
        "matching": matching,
        "creative": someone,
        "source": source,
        "targets": targets,
        "refused": [one for one in targets if not (one.is_possible or one.may_insist)],
        "form": form,
        "wanted": request.POST.get("target") or request.GET.get("target", ""),
        "area": _("Teams"),
    }
    return page(request, "matching/move.html", context)


def _source(request: HttpRequest, facts: Facts) -> Participant | None:
    given = request.POST.get("source") or request.GET.get("source", "")
    return facts.by_pk.get(int(given)) if given.isdecimal() else None


def _back(request: HttpRequest, matching: Matching) -> HttpResponse:
    """To the board; the script gets the board itself."""
    return show(request, matching) if request.htmx else go_to(request, matching)


def _result(made: BoardMove, facts: Facts) -> str:
    """The result, not the gesture: where they are now, and what is still missing there."""
    if made.to_team is None:
        gone = _("%(name)s is without a team now.") % {"name": made.creative}
        return f"{gone} {sentences.effect(-made.cost)}"
    said = [
        _("%(name)s is in the team of %(organisation)s now.")
        % {"name": made.creative, "organisation": made.to_team.organisation}
    ]
    home = facts.by_application[made.to_team.organisation_id]
    leaf = next(leaf for leaf in board_of(facts).leaves if leaf.organisation.pk == home.pk)
    said.append(leaf.rule)
    if len(leaf.cards) > 1:  # the first one gives the organisation its team; that is never worse
        said.append(sentences.effect(-made.cost))
    return " ".join(said)


@require_GET
def costs(request: HttpRequest, pk: int, creative: int) -> JsonResponse:
    """What moving somebody to each team would do, for the board's script."""
    matching = matching_for(request, pk)
    facts = queries.facts_of(matching)
    someone = facts.by_pk.get(creative)
    found = targets_of(facts, someone, _source(request, facts)) if someone else []
    targets = {
        str(target.organisation.pk) if target.organisation else "": {
            "kind": target.kind,
            "text": target.text,
            "possible": target.is_possible or target.may_insist,
        }
        for target in found
    }
    return JsonResponse({"version": matching.version, "targets": targets})


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    matching = matching_for(request, pk)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        undone = actions.undo_move(matching, version=version, by=request.user)
    except BoardChanged as stale:
        return show(request, matching, status=CONFLICT, said=str(stale))
    except ScharnierError as refusal:
        return show(request, matching, status=UNPROCESSABLE, said=str(refusal))
    names = sentences.listed(list(dict.fromkeys(str(made.creative) for made in undone)))
    messages.success(request, _("Undone: %(names)s.") % {"names": names})
    return _back(request, matching)


@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """“Why not these two?”, and pinning or excluding them."""
    matching = matching_for(request, pk)
    sides = {
        "organisations": participants_of_side(matching, Side.ORGANISATION),
        "creatives": participants_of_side(matching, Side.CREATIVE),
    }
    if request.method == "POST":
        return _rule(request, matching, sides)
    form = PairForm(request.GET or None, **sides)
    told = _told(matching, form) if request.GET and form.is_valid() else {}
    context = {"matching": matching, "form": form, "area": _("Teams"), **told}
    return page(request, "matching/pair.html", context, fragment="answer")


def _told(matching: Matching, form: PairForm) -> dict:
    facts = queries.facts_of(matching)
    organisation, creative = (form.cleaned_data[side] for side in ("organisation", "creative"))
    pair_key = (organisation.pk, creative.pk)
    wishes = (facts.wishes.get(pair_key, 0), facts.wishes.get(pair_key[::-1], 0))
    return {
        "organisation": organisation,
        "creative": creative,
        "said": why_not(facts, organisation, creative),
        "wishes": sentences.wishes(*wishes),
        "rule": facts.pair_rules.get(pair_key),
        "is_together": creative.pk in facts.placed.get(organisation.pk, ()),
    }


def _rule(request: HttpRequest, matching: Matching, sides: dict) -> HttpResponse:
    form = RulePairForm(request.POST, **sides)
    address = reverse("matching:pair", args=[matching.pk])
    if not form.is_valid():
        messages.error(request, _("Choose an organisation and a creative."))
        return go_to(request, address)
    cleaned = form.cleaned_data
    both = {"organisation": cleaned["organisation"], "creative": cleaned["creative"]}
    with refusals_told(request):
        if cleaned["rule"] == "free":
            actions.free(matching, **both, by=request.user)
        else:
            act = actions.pin if cleaned["rule"] == "pin" else actions.veto
            act(matching, **both, reason=cleaned["reason"], by=request.user)
        messages.success(request, _rule_said(cleaned["rule"]))
    if request.POST.get("back") == "board":
        return go_to(request, matching)
    query = urlencode({side: participant.pk for side, participant in both.items()})
    return go_to(request, f"{address}?{query}")


def _rule_said(rule: str) -> str:
    return {
        "pin": _("The pair stays together whenever teams are proposed."),
        "veto": _("The pair is never proposed."),
        "free": _("The pair is free again."),
    }[rule]
