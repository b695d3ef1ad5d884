"""Is it a question? And what changed between two versions, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

BEGINNINGS = (
    "wie", "was", "womit", "wodurch", "wo", "warum", "wer", "welche", "wann",
    "how", "what", "which", "who", "where", "why", "when",
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """Some words of a text: ``kind`` is same, gone or new."""

    kind: str
    text: str


def begins_like_a_question(text: str) -> bool:
    """Whether it begins with a question word and ends with a question mark."""
    word = re.match(r"\w+", text.strip().casefold())
    if word is None:
        return False
    return word[0].startswith(BEGINNINGS) and text.rstrip().endswith("?")


def differences(old: str, new: str) -> list[Piece]:
    """Both texts in one: what stayed, what is gone, what is new."""
    before, after = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    pieces = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(after[j1:j2])))
            continue
        pieces += [Piece("gone", "".join(before[i1:i2]))] if i2 > i1 else []
        pieces += [Piece("new", "".join(after[j1:j2]))] if j2 > j1 else []
    return pieces
