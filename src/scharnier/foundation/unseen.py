"""Marks that nobody sees: in a name they turn what follows it, or make two that look like one."""

# What changes the direction of all that follows, and spaces without a width. The joiners
# (U+200C and U+200D) are letters' business in some scripts and stay.
_TURNS = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_WITHOUT_WIDTH = (0x200B, 0x2060, 0xFEFF)
MARKS = dict.fromkeys([*_TURNS, *_WITHOUT_WIDTH])


def one_line(text: str) -> str:
    """The text on one line, with single spaces and without marks that nobody sees."""
    return " ".join((text if text.isascii() else text.translate(MARKS)).split())
