"""Which picture from the leaves of the hinge stands on a blueprint: neighbours never share one."""

from dataclasses import dataclass

MOTIFS, TONES, SIDES = 5, 3, 2


@dataclass(frozen=True)
class Cover:
    """One of the motifs of ``blueprints/_cover.html``, in which colours, seen from which side."""

    motif: int
    tone: int
    is_mirrored: bool


def cover_of(number: int) -> Cover:
    """The thirty covers take turns; two numbers in a row differ in all three."""
    return Cover(number % MOTIFS, number % TONES, number % SIDES == 1)
