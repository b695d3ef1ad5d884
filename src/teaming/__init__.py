"""Team formation that is provably the best the rules allow.

Companies with needs get teams of creatives with skills. This is the light half: what is given, what an
answer is worth, what it breaks, and why it is as it is. It imports neither ortools nor numba nor NumPy.
Answers are made by ``teaming.solver``, the heavy half, which workers and commands import.

>>> import teaming
>>> firm = teaming.Company(0, 0, teaming.Mode.ONSITE, 8, ("de",), (teaming.Need(7, 2, 100),), 1, 1)
>>> ada = teaming.Creative((3,), ((7, 2),), 30, 40, radius=60, remote=True, hours=10, languages=("de",))
>>> problem = teaming.Problem((firm,), (ada,), teaming.Rules(min_sectors=1))
>>> teaming.value(problem, 0, [0])
47800
"""

from teaming.checking import LeftOut, LeftOutReason, Report, blocking_pairs, check, left_out
from teaming.errors import (
    Impossible,
    InvalidAffinity,
    InvalidAnswer,
    InvalidMove,
    InvalidOption,
    InvalidProblem,
    TeamingError,
    UnreadableFile,
)
from teaming.explaining import Explanation, MemberWorth, NeedCovered, WhyNot, explain, why_not
from teaming.faults import Fault, PairRule, Rule
from teaming.files import read_answer, read_problem, write_answer
from teaming.formation import Formation, as_teams, measured
from teaming.moves import Move, MoveResult, try_move
from teaming.problem import Company, Creative, Mode, Need, Pair, Problem, Rules, Wish
from teaming.scoring import (
    Parts,
    Teams,
    eligible,
    legal,
    objective,
    parts,
    value,
    why_not_pair,
    with_floor,
)

__all__ = [
    "Company",
    "Creative",
    "Explanation",
    "Fault",
    "Formation",
    "Impossible",
    "InvalidAffinity",
    "InvalidAnswer",
    "InvalidMove",
    "InvalidOption",
    "InvalidProblem",
    "LeftOut",
    "LeftOutReason",
    "MemberWorth",
    "Mode",
    "Move",
    "MoveResult",
    "Need",
    "NeedCovered",
    "Pair",
    "PairRule",
    "Parts",
    "Problem",
    "Report",
    "Rule",
    "Rules",
    "TeamingError",
    "Teams",
    "UnreadableFile",
    "WhyNot",
    "Wish",
    "as_teams",
    "blocking_pairs",
    "check",
    "eligible",
    "explain",
    "left_out",
    "legal",
    "measured",
    "objective",
    "parts",
    "read_answer",
    "read_problem",
    "try_move",
    "value",
    "why_not",
    "why_not_pair",
    "with_floor",
    "write_answer",
]
