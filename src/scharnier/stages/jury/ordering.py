"""In which order the teams pitch, so that biased jurors leave and enter least often. Pure."""

from collections.abc import Mapping, Sequence


def changes(order: Sequence[int], biased: Mapping[int, frozenset[int]]) -> int:
    """How often somebody leaves or enters the room; all begin and end inside."""
    outside: frozenset[int] = frozenset()
    steps = 0
    for case in order:
        here = biased.get(case, frozenset())
        steps += len(outside ^ here)
        outside = here
    return steps + len(outside)


def fewest_changes(cases: Sequence[int], biased: Mapping[int, frozenset[int]]) -> list[int]:
    """Cases with the same biased jurors stand together; what is as good stays as it was.

    Begins with the nearest neighbour of each, then turns stretches round as long as that
    saves a step. Never worse than the order given.
    """
    nearest = _shorten(_nearest(cases, biased), biased)
    given = _shorten(list(cases), biased)
    return min(given, nearest, key=lambda order: changes(order, biased))


def _nearest(cases: Sequence[int], biased: Mapping[int, frozenset[int]]) -> list[int]:
    left, outside, order = list(cases), frozenset(), []
    while left:
        following = min(left, key=lambda case: len(outside ^ biased.get(case, frozenset())))
        left.remove(following)
        order.append(following)
        outside = biased.get(following, frozenset())
    return order


def _shorten(order: list[int], biased: Mapping[int, frozenset[int]]) -> list[int]:
    best, steps = order, changes(order, biased)
    improved = True
    while improved:
        improved = False
        for begin in range(len(best) - 1):
            for end in range(begin + 2, len(best) + 1):
                turned = best[:begin] + best[begin:end][::-1] + best[end:]
                fewer = changes(turned, biased)
                if fewer < steps:
                    best, steps, improved = turned, fewer, True
    return best
