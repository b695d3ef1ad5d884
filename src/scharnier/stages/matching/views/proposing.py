from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.calls.models import Side
from scharnier.stages.matching import actions, numbers, queries, sentences
from scharnier.stages.matching.forms import AdoptForm, ProposeForm
from scharnier.stages.matching.models import Matching, Proposal
from scharnier.stages.matching.proposed import changes_of, left_out, without_team
from scharnier.stages.matching.states import BoardChanged, ProposalState
from scharnier.stages.matching.views.access import matching_for, participants_of_side
from scharnier.stages.matching.views.boards import show

CONFLICT = 409


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    matching = matching_for(request, pk)
    form = ProposeForm(request.POST)
    form.is_valid()
    with refusals_told(request):
        actions.propose(matching, **form.cleaned_data, by=request.user)
    return go_to(request, matching)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """The proposed teams beside the board; take over all of them or some."""
    matching = matching_for(request, pk)
    found = get_object_or_404(matching.proposals, pk=proposal)
    found.matching = matching
    organisations = participants_of_side(matching, Side.ORGANISATION)
    form = AdoptForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        return _adopt(request, matching, found, form)
    facts = queries.facts_of(matching)
    changes = changes_of(facts, found)
    context = {
        "matching": matching,
        "proposal": found,
        "changes": changes,
        "different": sum(change.is_new for change in changes),
        "is_open": found.state == ProposalState.NEW,
        "is_stale": found.matching_version != matching.version,
        "left_out": left_out(facts, found),
        "free": without_team(facts, found),
        "scale": sentences.scale(numbers.rules_of(matching.round)),
        "area": _("Teams"),
    }
    return page(request, "matching/proposal.html", context)


def _adopt(
    request: HttpRequest, matching: Matching, found: Proposal, form: AdoptForm
) -> HttpResponse:
    chosen = {participant.pk for participant in form.cleaned_data["organisations"]}
    if not chosen and not form.cleaned_data["everything"]:
        messages.error(request, _("Choose at least one team."))
        return go_to(request, request.path)
    try:
        number = actions.adopt(
            found,
            organisations=None if form.cleaned_data["everything"] else chosen,
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except BoardChanged as stale:
        matching.refresh_from_db()
        return show(request, matching, status=CONFLICT, said=str(stale))
    except ScharnierError as refusal:
        messages.error(request, str(refusal))
        return go_to(request, matching)
    said = ngettext("%(n)d team has changed.", "%(n)d teams have changed.", number)
    messages.success(request, said % {"n": number})
    return show(request, matching) if request.htmx else go_to(request, matching)


@require_POST
def discard(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    matching = matching_for(request, pk)
    found = get_object_or_404(matching.proposals, pk=proposal)
    with refusals_told(request):
        actions.discard(found, by=request.user)
        messages.success(request, _("The proposal is put away. The board stays as it is."))
    return go_to(request, matching)
