"""First teams from prices: who stands in nobody's way is seated, and the others are priced anew.

At good prices most companies have an ideal team that nobody else asks for. Seating all of them at once leaves crumbs
to the others; seating a share at a time and letting prices follow loses little. After A. Caprara, M. Fischetti and
P. Toth, "A heuristic method for the set covering problem", Operations Research 47(5), 1999, pp. 730-743.
"""

from __future__ import annotations

import numpy as np

from teaming.solver.arrays import Ints
from teaming.solver.crew import Crew
from teaming.solver.improving import Teams
from teaming.solver.watching import Step

SHARE = 0.12
"""This share of those still without a team is seated at a time, if they stand in nobody's way, unless said otherwise."""

PUSH = 6_000
"""Prices follow by so many hundredths of a point for each team too many or too few."""

MOST_ROUNDS = 40
STEPS = 3


def dive(crew: Crew, teams: Teams, open_companies: Ints, share: float = SHARE) -> None:
    """Seat the ``open_companies`` at the prices, as far as they find teams that nobody else wants.

    None of them may have pins. Prices of the crew change; the remembered candidates do not.
    """
    waiting, steady = open_companies, np.zeros(crew.arrays.companies, np.int64)
    push = np.zeros_like(crew.prices)
    for _ in range(MOST_ROUNDS):
        room = crew.room(teams)
        for _ in range(STEPS):
            crew.set_prices(np.maximum(0, crew.prices + push))
            before = np.sort(crew.ideals.team[waiting], axis=1)
            if not crew.reprice(waiting, room):
                return
            same = (before == np.sort(crew.ideals.team[waiting], axis=1)).all(axis=1)
            steady[waiting] = np.where(same, steady[waiting] + 1, 0)
            push = PUSH * np.clip(_asked(crew, waiting) - room, -2, 2)
            push[room <= 0] = 0
        seated = _seat_some(crew, teams, waiting, room, steady, share)
        waiting = waiting[~np.isin(waiting, seated)]
        crew.watch.tell(
            Step.PLACING, len(open_companies) - len(waiting), max(1, len(open_companies))
        )
        if len(waiting) < max(1, len(open_companies) // 100):
            return


def _asked(crew: Crew, companies: Ints) -> Ints:
    wanted = crew.ideals.team[companies]
    return np.bincount(wanted[wanted >= 0], minlength=crew.arrays.creatives)


def _seat_some(
    crew: Crew, teams: Teams, waiting: Ints, room: Ints, steady: Ints, share: float
) -> Ints:
    """Seat some of those whose team nobody else asks for, the steadiest first; returns who."""
    wanted = crew.ideals.team[waiting]
    over = np.append(_asked(crew, waiting) > room, np.array([False]))
    alone = (wanted[:, 0] >= 0) & ~over[wanted].any(axis=1)
    found = waiting[alone]
    found = found[np.argsort(-steady[found], kind="stable")][: max(1, int(share * len(waiting)))]
    teams.team[found] = crew.ideals.team[found]
    teams.worth[found] = worth_at(crew, found)
    return found


def worth_at(crew: Crew, companies: Ints) -> Ints:
    """Return what the ideal teams of ``companies`` add to the goal, in hundredths of a point."""
    paid = np.append(crew.prices, 0)[crew.ideals.team[companies]].sum(axis=1)
    return crew.ideals.net[companies] + paid
