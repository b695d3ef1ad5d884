"""Mails that a room or a whole round waits for: shown first, then sent at once or held."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.rules import holds
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.applications.models import Application
from scharnier.stages.events import mails as event_mails
from scharnier.stages.events import queries as events
from scharnier.stages.events.models import Event
from scharnier.stages.matching import actions, mails, queries
from scharnier.stages.matching.models import Matching, Participant
from scharnier.stages.matching.states import MatchingState
from scharnier.stages.matching.views.access import matching_for


def may_release(request: HttpRequest, round: ProgrammeRound) -> bool:
    """Whether this person may let the round's mails leave."""
    return holds(request.user, Role.LEAD, round)


@require_http_methods(["GET", "POST"])
def open_wishes(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the wishes, or send the links to those who have none: first the mails, then the button."""
    matching = matching_for(request, pk)
    if request.method == "POST":
        return _open(request, matching)
    return page(request, "matching/open_wishes.html", _shown(request, matching))


def _shown(request: HttpRequest, matching: Matching) -> dict:
    participants = queries.without_link(matching)
    people = [p for one in participants for p in mails.readers_of(one.application)]
    return {
        "matching": matching,
        "is_open": matching.state == MatchingState.WISHING,
        "held": queries.wish_mails(matching).held().count(),
        "letters": _one_a_side([*participants, *queries.with_held_link(matching)]),
        **_recipients(people),
        "holds": matching.round.holds_mails,
        "may_release": may_release(request, matching.round),
        "area": _("Teams"),
    }


def _recipients(people: list[Person]) -> dict:
    return {
        "recipients": [person for person in people if person.email],
        "without_address": [person for person in people if not person.email],
    }


def _one_a_side(participants: list[Participant]) -> list[dict]:
    """The first mail of each side: one may be spoken to with “Sie”, the other with “du”."""
    first = {p.side: p for p in reversed(participants)}
    return [
        {"side": p.get_side_display(), "letter": mails.wishes_as_letter(p)} for p in first.values()
    ]


def _open(request: HttpRequest, matching: Matching) -> HttpResponse:
    at_once = "at_once" in request.POST and may_release(request, matching.round)
    act = actions.send_links if matching.state == MatchingState.WISHING else actions.open_wishes
    with refusals_told(request):
        number = act(matching, at_once=at_once, by=request.user)
        messages.success(
            request, _opened(number, is_held=matching.round.holds_mails and not at_once)
        )
    return go_to(request, matching)


def _opened(number: int, *, is_held: bool) -> str:
    if is_held:
        said = ngettext(
            "The wishes are open. %(n)d mail waits in the outbox.",
            "The wishes are open. %(n)d mails wait in the outbox.",
            number,
        )
    else:
        said = ngettext(
            "The wishes are open. %(n)d mail is on its way.",
            "The wishes are open. %(n)d mails are on their way.",
            number,
        )
    return said % {"n": number}


@require_http_methods(["GET", "POST"])
def invite_accepted(request: HttpRequest, event: int) -> HttpResponse:
    """Invite everybody accepted who is not on an event's list: the mails, then the button."""
    found = get_object_or_404(events.organised_by(request.user), pk=event)
    request.programme = found.round.programme
    back = reverse("events:detail", args=[found.pk])
    if not request.user.has_perm("events.invite_to_event", found):
        messages.error(request, _("Publish the event first; then people can be invited."))
        return go_to(request, back)
    if request.method == "POST":
        return _invite(request, found, back)
    applications = queries.not_invited(found)
    people = [p for one in applications for p in mails.readers_of(one)]
    context = {
        "event": found,
        "letters": _one_an_address(found, applications),
        **_recipients(people),
        "too_many": _more_than_fit(found, len(people)),
        "holds": found.round.holds_mails,
        "may_release": may_release(request, found.round),
        "area": _("Events"),
    }
    return page(request, "matching/invite.html", context)


def _more_than_fit(event: Event, number: int) -> int:
    """For how many of these people, and of those invited before, there is no place."""
    there = events.numbers(event)
    free, invited = there["free"], there["invited"] or 0
    return 0 if free is None else max(0, number + invited - free)


def _one_an_address(event: Event, applications: list[Application]) -> list[dict]:
    first = {one.target_group.address: one for one in reversed(applications)}
    return [
        {
            "side": one.get_side_display(),
            "letter": event_mails.first_of_invitation(
                event, next(iter(mails.readers_of(one)), None), one.target_group.address
            ),
        }
        for one in first.values()
    ]


def _invite(request: HttpRequest, event: Event, back: str) -> HttpResponse:
    at_once = "at_once" in request.POST and may_release(request, event.round)
    try:
        number = actions.invite_accepted(event, at_once=at_once, by=request.user)
    except ScharnierError as refusal:
        messages.error(request, str(refusal))
        return go_to(request, back)
    if event.round.holds_mails and not at_once:
        said = ngettext(
            "%(n)d person is invited; the mail waits in the outbox.",
            "%(n)d people are invited; the mails wait in the outbox.",
            number,
        )
    else:
        said = ngettext(
            "%(n)d person is invited; the mail is on its way.",
            "%(n)d people are invited; the mails are on their way.",
            number,
        )
    messages.success(request, said % {"n": number})
    return go_to(request, back)
