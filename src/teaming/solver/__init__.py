"""The heavy half of ``teaming``: everything that searches. Workers and commands import it, web pages never do.

``form_teams`` and ``reform`` form teams; ``conflicts`` says why that is impossible. ``plan_talks`` fills the rounds
of an event, ``assign_reviewers`` the reviews, ``order_pitches`` a jury day. SciPy and CP-SAT take a second to load,
which forming a few teams need not wait for, so the others are loaded when they are first asked for. ``warm`` makes
ready what only larger problems need.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from teaming.solver.forming import form_teams, reform
from teaming.solver.watching import Effort, Progress, Step

if TYPE_CHECKING:
    from teaming.solver.clashes import Clash, ClashingRule, ClashRule, conflicts
    from teaming.solver.pitches import PitchOrder, order_pitches
    from teaming.solver.reviewers import Assignment, NotEnoughReviewers, assign_reviewers
    from teaming.solver.talks import Talk, TalkPlan, plan_talks
    from teaming.solver.warming import warm

__all__ = [
    "Assignment",
    "Clash",
    "ClashRule",
    "ClashingRule",
    "Effort",
    "NotEnoughReviewers",
    "PitchOrder",
    "Progress",
    "Step",
    "Talk",
    "TalkPlan",
    "assign_reviewers",
    "conflicts",
    "form_teams",
    "order_pitches",
    "plan_talks",
    "reform",
    "warm",
]

LATER = {
    **dict.fromkeys(("Clash", "ClashRule", "ClashingRule", "conflicts"), "clashes"),
    **dict.fromkeys(("PitchOrder", "order_pitches"), "pitches"),
    **dict.fromkeys(("Assignment", "NotEnoughReviewers", "assign_reviewers"), "reviewers"),
    **dict.fromkeys(("Talk", "TalkPlan", "plan_talks"), "talks"),
    "warm": "warming",
}


def __getattr__(name: str) -> Any:
    if name not in LATER:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{LATER[name]}"), name)
