"""Which columns fit into a table, worked out from what is in them.

No width suits every list: nineteen columns of money need three times the room of five names, and
German more than English. So the rows of the page say how wide each column is, roughly, and every
column that may leave gets the width from which on there is room for it, as a class that the style
sheet knows. No script, nothing is measured in the browser, and a list of a larger letter keeps
more room, because it is counted in ``rem``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from scharnier.foundation.web.tables.columns import Column

# In rem, of the text of a table; letters of this face are a little narrower than this.
LETTER, BOLD_LETTER, PADDING = 0.475, 0.5, 1.65
BOX, SORT_MARK, TAG, BUTTON = 3.1, 1.3, 2.7, 2.5
# A text is comfortable at this many letters a line.
LINE_OF_NAMES, LINE = 22, 17
# The style sheet has a step for each of these; what needs more than the last is never shown.
FIRST_STEP, LAST_STEP, STEP = 44, 168, 4

MARKUP = re.compile(r"<[^>]*>")
PIECES = re.compile(r"</(?:span|a|button|p|div)>|<br>")
UNBROKEN = ('class="tag', 'class="nowrap', 'class="side', "<button", 'class="btn')


def steps(
    columns: Sequence[Column],
    insides: Mapping[str, Sequence[str]],
    labels: Mapping[str, str],
    *,
    sorted_by: str = "",
    is_selectable: bool = False,
) -> dict[str, int]:
    """Column → the width of the table in rem from which on it is shown; 0 is always."""
    width = {c.name: width_of(c, labels[c.name], insides[c.name]) for c in columns}
    if sorted_by in width:
        width[sorted_by] += SORT_MARK
    needed = sum(width[c.name] for c in columns if c.stays) + BOX * is_selectable
    found = {c.name: 0 for c in columns}
    leaving = [c for c in columns if not c.stays and not c.paper]
    for column in sorted(leaving, key=_rank):
        needed += width[column.name]
        found[column.name] = _step(needed)
    return found


def _rank(column: Column) -> int:
    """0 stays longest, then 2, then 1."""
    return (0, 2, 1)[column.priority]


def _step(needed: float) -> int:
    if needed <= FIRST_STEP:
        return 0
    return min(-int(-needed // STEP) * STEP, LAST_STEP + STEP)


def is_short(column: Column, insides: Iterable[str]) -> bool:
    """What is that short stays on one line."""
    return not column.is_main and all(
        len(plain(inside)) <= LINE and not any(sign in inside for sign in UNBROKEN)
        for inside in insides
    )


def width_of(column: Column, label: str, insides: Iterable[str]) -> float:
    """What the column needs in rem, its padding with it."""
    is_number = bool(column.numeric or column.money)
    head = (_words(label) if is_number else len(label)) * BOLD_LETTER
    letter = BOLD_LETTER if column.is_main else LETTER
    if is_number:
        longest = max((len(plain(inside)) for inside in insides), default=0) * letter
    else:
        line = LINE_OF_NAMES if column.is_main else LINE
        longest = max((_width(inside, letter, line) for inside in insides), default=0)
    return max(head, longest) + PADDING


def _width(inside: str, letter: float, line: int) -> float:
    """The widest piece that cannot be broken, and a line of what can."""
    if "<" not in inside:
        return max(_words(inside), min(len(inside), line)) * letter
    widest, flowing = 0.0, 0
    for piece in PIECES.split(inside):
        words = plain(piece)
        if any(sign in piece for sign in UNBROKEN):
            more = BUTTON if "btn" in piece else TAG if "tag" in piece else 1
            widest = max(widest, len(words) * LETTER + more)
        else:
            widest = max(widest, _words(words) * letter)
            flowing += len(words)
    return max(widest, min(flowing, line) * letter)


def _words(text: str) -> int:
    """The length of the longest word; spaces that hold together are part of it."""
    return max(map(len, re.split(r"[ \n-]", text)))


def plain(inside: str) -> str:
    return MARKUP.sub("", inside).strip()
