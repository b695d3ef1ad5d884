from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.foundation.states import Refused


class MatchingState(models.TextChoices):
    PREPARING = "preparing", _p("matching", "Being prepared")
    WISHING = "wishing", _p("matching", "Wishes are open")
    FORMING = "forming", _p("matching", "Teams are being formed")
    CONFIRMING = "confirming", _p("matching", "Both sides confirm")
    CLOSED = "closed", _p("matching", "Closed")


class TeamState(models.TextChoices):
    PROPOSED = "proposed", _p("team", "Proposed")
    OFFERED = "offered", _p("team", "Waits for confirmation")
    CONFIRMED = "confirmed", _p("team", "Confirmed")
    DISSOLVED = "dissolved", _p("team", "Dissolved")


class MemberState(models.TextChoices):
    PROPOSED = "proposed", _p("team member", "Proposed")
    ASKED = "asked", _p("team member", "Asked")
    CONFIRMED = "confirmed", _p("team member", "Confirmed")
    DECLINED = "declined", _p("team member", "Declined")
    REPLACED = "replaced", _p("team member", "Replaced")


class ProposalState(models.TextChoices):
    NEW = "new", _p("proposal", "New")
    ADOPTED = "adopted", _p("proposal", "Adopted")
    DISCARDED = "discarded", _p("proposal", "Discarded")


M, T, P, A = MatchingState, TeamState, MemberState, ProposalState

MATCHING_MOVES = {
    M.PREPARING: {M.WISHING, M.FORMING, M.CONFIRMING},
    M.WISHING: {M.FORMING, M.PREPARING, M.CONFIRMING},
    M.FORMING: {M.WISHING, M.CONFIRMING},
    M.CONFIRMING: {M.FORMING, M.WISHING, M.CLOSED},
    M.CLOSED: {M.CONFIRMING},
}
TEAM_MOVES = {
    T.PROPOSED: {T.OFFERED, T.DISSOLVED},
    T.OFFERED: {T.CONFIRMED, T.PROPOSED, T.DISSOLVED},
    T.CONFIRMED: {T.DISSOLVED},
    T.DISSOLVED: set(),
}
MEMBER_MOVES = {
    P.PROPOSED: {P.ASKED},
    P.ASKED: {P.CONFIRMED, P.DECLINED, P.PROPOSED, P.REPLACED},
    P.CONFIRMED: {P.REPLACED, P.PROPOSED},
    P.DECLINED: set(),
    P.REPLACED: set(),
}
PROPOSAL_MOVES = {
    A.NEW: {A.ADOPTED, A.DISCARDED},
    A.ADOPTED: set(),
    A.DISCARDED: set(),
}
LIVING_TEAMS = (T.PROPOSED, T.OFFERED, T.CONFIRMED)
LIVING_MEMBERS = (P.PROPOSED, P.ASKED, P.CONFIRMED)
SHOWN_TO_PARTNERS = (T.OFFERED, T.CONFIRMED)

TONES = {
    M.PREPARING: "line",
    M.WISHING: "brand",
    M.FORMING: "warn",
    M.CONFIRMING: "warn",
    M.CLOSED: "good",
    A.NEW: "brand",
    A.ADOPTED: "good",
    T.PROPOSED: "line",
    T.OFFERED: "warn",
    T.CONFIRMED: "good",
    T.DISSOLVED: "",
    P.ASKED: "warn",
    P.DECLINED: "bad",
    P.CONFIRMED: "good",
}

WISH_WORDS = {2: _("Yes, gladly"), 1: _("Perhaps"), -2: _("Rather not")}

VERBS = {
    "matching.opened": _("opened the forming of teams"),
    "matching.participant_added": _("added a participant"),
    "matching.checked_in": _("checked a participant in"),
    "matching.check_in_undone": _("took a check-in back"),
    "matching.attendance_taken": _("took over the attendance of the kickoff"),
    "matching.wishes_opened": _("opened the wishes"),
    "matching.wishes_closed": _("closed the wishes"),
    "matching.reopened": _("opened the forming of teams again"),
    "matching.closed": _("closed the forming of teams"),
    "matching.wish_entered": _("entered a wish on behalf of somebody"),
    "matching.wished": _("said a wish"),
    "matching.pair_pinned": _("pinned a pair"),
    "matching.pair_vetoed": _("excluded a pair"),
    "matching.pair_freed": _("freed a pair"),
    "matching.moved": _("moved somebody on the board"),
    "matching.moved_all_the_same": _("moved somebody on the board in spite of a rule"),
    "matching.move_undone": _("undid a move on the board"),
    "matching.proposal_made": _("proposed teams"),
    "matching.proposal_adopted": _("adopted proposed teams"),
    "matching.proposal_discarded": _("discarded a proposal"),
    "matching.person_forgotten": _("forgot the wishes of a person"),
    "team.offered": _("offered the team to both sides"),
    "team.offer_taken_back": _("took the offer back"),
    "team.side_confirmed": _("confirmed for one side"),
    "team.confirmed": _("confirmed the team"),
    "team.declined": _("declined the team"),
    "team.dissolved": _("dissolved the team"),
    "team.member_replaced": _("replaced a member"),
    "team.agent_assigned": _("changed the agent of the team"),
}


class BoardChanged(Refused):
    """Somebody else changed the board since this page was loaded."""


class RuleBroken(Refused):
    """A move would break a rule; ``may_insist`` if a reason can set it aside."""

    def __init__(self, message: str, *, may_insist: bool = False) -> None:
        super().__init__(message)
        self.may_insist = may_insist
