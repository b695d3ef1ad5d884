"""Sums that bound what further members can add to a team."""

from __future__ import annotations

import numpy as np

from teaming.solver.compiled import jit


@jit
def share_of_kind(diversity, kinds, seats):
    """Return what the last of ``seats`` further sectors adds: a fair share for each new one."""
    last = len(diversity) - 1
    return max(0, diversity[min(kinds + seats, last)] - diversity[min(kinds + seats - 1, last)])


@jit
def diversity_ahead(diversity, kinds, seats, share):
    """Return the most that ``seats`` further members can add in diversity beyond ``share`` per new sector."""
    last = len(diversity) - 1
    now = most = diversity[min(kinds, last)]
    for more in range(1, seats + 1):
        most = max(most, diversity[min(kinds + more, last)] - more * share)
    return most - now


@jit
def top_sums(gains, first, total, seats):
    """Return the sums of the ``seats - 1`` and of the ``seats`` largest positive gains; at most 64 seats."""
    if seats <= 0:
        return 0, 0
    if seats == 1:
        most = 0
        for row in range(first, total):
            most = max(most, gains[row])
        return 0, most
    top = np.zeros(seats, np.int64)
    for row in range(first, total):
        gain = gains[row]
        if gain > top[seats - 1]:
            at = seats - 1
            while at > 0 and top[at - 1] < gain:
                top[at] = top[at - 1]
                at -= 1
            top[at] = gain
    whole = top.sum()
    return whole - top[seats - 1], whole
