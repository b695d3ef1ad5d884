from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


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
    M.PREPARING: {M.WISHING},
    M.WISHING: {M.FORMING, M.PREPARING},
    M.FORMING: {M.WISHING, M.CONFIRMING},
    M.CONFIRMING: {M.FORMING, M.CLOSED},
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
    P.ASKED: {P.CONFIRMED, P.DECLINED, P.PROPOSED},
    P.CONFIRMED: {P.REPLACED},
    P.DECLINED: set(),
    P.REPLACED: set(),
}
PROPOSAL_MOVES = {
    A.NEW: {A.ADOPTED, A.DISCARDED},
    A.ADOPTED: set(),
    A.DISCARDED: set(),
}
TONES = {
    T.PROPOSED: "line", T.OFFERED: "warn", T.CONFIRMED: "good", T.DISSOLVED: "",
    P.ASKED: "warn", P.DECLINED: "bad",
}

WISH_WORDS = {2: _("Yes, gladly"), 1: _("Perhaps"), -2: _("Rather not")}
