"""Who reviews what, spread evenly. Pure: numbers in, pairs out.

``teaming.solver.assign_reviewers`` takes the same facts and proves its answer; a job may
call it instead and hand its pairs to ``actions.assign_pairs``.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

Pair = tuple[int, int]


def evenly(
    cases: Sequence[int],
    reviewers: Sequence[int],
    *,
    per_case: int,
    existing: Iterable[Pair] = (),
    forbidden: Collection[Pair] = (),
) -> list[Pair]:
    """New pairs (case, reviewer), so that every case has ``per_case`` where that is possible.

    The case with the fewest possible reviewers is served first, by the reviewer with the
    least work; what exists is kept and counted. The same input gives the same pairs.
    """
    kept, closed = set(existing), set(forbidden)
    load = Counter(reviewer for _case, reviewer in kept)
    has = Counter(case for case, _reviewer in kept)
    place = {reviewer: index for index, reviewer in enumerate(reviewers)}
    free = {
        case: [r for r in reviewers if (case, r) not in kept and (case, r) not in closed]
        for case in cases
    }
    made: list[Pair] = []
    for case in sorted(cases, key=lambda case: (len(free[case]), case)):
        by_load = sorted(free[case], key=lambda r: (load[r], (place[r] + case) % len(reviewers)))
        for reviewer in by_load[: max(0, per_case - has[case])]:
            made.append((case, reviewer))
            load[reviewer] += 1
    return made
