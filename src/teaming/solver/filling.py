"""The last step of a large problem: every company takes whom it can still use.

That is looking at everybody who has room, which is dear where there are tens of thousands; after a stop only so many
pairs are looked at as take a few seconds, first by companies that have no team.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from teaming.solver.arrays import Ints
from teaming.solver.board import Desk, Market, Tree, market_of
from teaming.solver.crew import Crew
from teaming.solver.improving import Shard, Teams, offer, polish

FEW = 200
"""So few companies are not shared between two threads where each needs teams of its own."""

MOST_PASSES = 20

OFFERED = 400
"""So many who have become free are offered to a company at once."""

SHORT = 1_000
"""So few companies are filled up as without a stop, but once."""

HASTY, LEAST_SHARE = 200_000_000, 0.1
"""After a stop so many pairs of a company and a creative are looked at, twice: some seconds of processor time. Of those
who have room a company looks at this share at least, rather than all companies at fewer."""

BEGINNING = 0.5
"""What a company does before it looks at anybody costs as much as looking at this share of all."""


def fill_up(crew: Crew, teams: Teams, seed: int) -> None:
    """Let every company take whom it can still use, until nobody is left out needlessly.

    Two passes in parts, each part with half of those who have room, then with the other half. After that companies
    look only at who has become free since, and at everybody if their own team has changed since. Once the caller
    said stop there is one pass at most, and a hasty one where it would take long.
    """
    if not _filled_up(crew, teams, seed):
        fill_hastily(crew, teams, seed)


def _filled_up(crew: Crew, teams: Teams, seed: int) -> bool:
    """Fill up without haste; returns whether it came to an end, or to an end that is as good after a stop."""
    parts = 1 if crew.arrays.companies < FEW else 2
    before = teams.worth.copy()
    freed = np.zeros(crew.arrays.creatives, np.bool_)
    for turn in range(parts):
        freed |= _polish(crew, teams, crew.shards(teams, seed, parts, turn=turn))
    for at in range(MOST_PASSES):
        changed = np.flatnonzero(teams.worth > before)
        if _in_haste(crew):
            return False
        if not len(changed) or crew.watch.over():
            return True
        before, them = teams.worth.copy(), np.flatnonzero(freed & (crew.room(teams) > 0))
        freed[:] = False
        freed |= offer_to_all(crew, teams, seed + at, them)
        freed |= _polish(crew, teams, crew.shards(teams, seed + at, 1, changed))
    return True


def _in_haste(crew: Crew) -> bool:
    return crew.watch.over() and crew.arrays.companies > SHORT


def fill_hastily(crew: Crew, teams: Teams, seed: int) -> None:
    """Let companies without a team, then those with the poorest ones, look at as many as ``HASTY`` allows.

    The companies of a block look at another share of those who have room than the next block.
    """
    rng = np.random.default_rng(seed)
    free = market_of(crew.board, np.zeros_like(crew.prices))
    for these in (np.flatnonzero(teams.team[:, 0] < 0), np.argsort(teams.worth, kind="stable")):
        looks = HASTY / crew.arrays.creatives
        share = min(1.0, max(LEAST_SHARE, looks / max(1, len(these)) - BEGINNING))
        shards = crew.shards(teams, seed, 2, these[: int(looks / (BEGINNING + share))])
        for first in range(0, max(len(shard.companies) for shard in shards), crew.block):
            crew.at_desks(
                [
                    _hasty(
                        crew, free, teams, each, first, rng.random(crew.arrays.creatives) < share
                    )
                    for each in shards
                ]
            )


def _hasty(
    crew: Crew, free: Market, teams: Teams, shard: Shard, first: int, seen: npt.NDArray[np.bool_]
) -> Callable[[Desk, Tree], None]:
    """Return a look of one block of companies at those of the ``seen`` who have room."""
    last = min(first + crew.block, len(shard.companies))

    def work(desk: Desk, tree: Tree) -> None:
        room = np.where(seen, shard.room, 0)
        narrow, before = shard._replace(room=room), room.copy()
        polish(crew.board, free, desk, tree, narrow, teams, crew.ideals, first, last)
        shard.room[:] += room - before

    return work


def offer_to_all(crew: Crew, teams: Teams, seed: int, them: Ints) -> npt.NDArray[np.bool_]:
    """Offer ``them`` to every company, some at a time; returns which creatives have become free."""
    everyone = np.arange(crew.arrays.companies)
    freed = np.zeros(crew.arrays.creatives, np.bool_)
    for first in range(0, len(them), OFFERED):
        (shard,) = crew.shards(teams, seed, 1, everyone)
        some = _with_places(teams, them[first : first + OFFERED])
        freed |= _in_blocks(crew, teams, [shard], offer, some)
    return freed


def _with_places(teams: Teams, them: Ints) -> Ints:
    """Return the list with empty places for the members of a team."""
    return np.concatenate((them, np.full(teams.team.shape[1], -1))).astype(np.int32)


def _polish(crew: Crew, teams: Teams, shards: list[Shard]) -> npt.NDArray[np.bool_]:
    """Let the companies of the shards look at everybody once; returns which creatives have become free."""
    return _in_blocks(crew, teams, shards, polish)


def _in_blocks(
    crew: Crew, teams: Teams, shards: list[Shard], kernel: Callable[..., Any], *rest: Ints
) -> npt.NDArray[np.bool_]:
    """Let ``kernel`` work on the companies of the shards; returns which creatives have become free."""
    free, room = market_of(crew.board, np.zeros_like(crew.prices)), crew.room(teams)
    for first in range(0, max(len(shard.companies) for shard in shards), 256):
        if _in_haste(crew):
            break
        crew.at_desks(
            [
                crew.work(kernel, free, each, teams, crew.ideals, first, min(first + 256, len(each.companies)), *rest)
                for each in shards
            ]
        )  # fmt: skip
    return crew.room(teams) > room
