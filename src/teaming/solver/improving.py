"""Place teams at prices, and improve them by tearing a few related ones down and building them anew.

Prices stand for what a creative is worth elsewhere. After S. Ropke and D. Pisinger, "An adaptive large neighborhood
search heuristic for the pickup and delivery problem with time windows", Transportation Science 40(4), 2006,
pp. 455-472; here every team is rebuilt by exact pricing.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from teaming.solver.arrays import Ints
from teaming.solver.board import BESIDE, EMPTY, MAIN, NEVER, TEAM_MAX
from teaming.solver.compiled import jit
from teaming.solver.eligibility import is_pinned
from teaming.solver.gathering import SLACK, gather, load
from teaming.solver.pricing import is_among, narrow, search

MOST_TORN = 8


class Teams(NamedTuple):
    """An answer in the making; ``worth`` in hundredths of a point, ``-1`` fills teams up."""

    team: Ints
    worth: Ints


class Shard(NamedTuple):
    """The part of the answer that one thread may change.

    ``companies`` are its; ``room`` is how often it may still place each creative (pins not counted);
    ``holder`` is one of its companies that has the creative, or -1; ``dice`` is the state of its random numbers.
    """

    companies: Ints
    room: Ints
    holder: Ints
    dice: Ints
    torn: Ints
    saved: Ints
    saved_worth: Ints
    them: Ints


@jit
def roll(dice, sides):
    """Return a whole number from 0 to ``sides - 1``."""
    dice[0] = dice[0] * 6364136223846793005 + 1442695040888963407
    return ((dice[0] >> 33) & 0x3FFFFFFF) % sides


@jit
def release(board, shard, team, c):
    """Give the seats of the team of ``c`` free."""
    for i in team:
        if i < 0:
            break
        if not is_pinned(board, c, i):
            shard.room[i] += 1
        shard.holder[i] = -1


@jit
def occupy(board, shard, team, c):
    """Take the seats of the team of ``c``."""
    for i in team:
        if i < 0:
            break
        if not is_pinned(board, c, i):
            shard.room[i] -= 1
        shard.holder[i] = c


@jit
def worth_of(board, market, c, net, team):
    """Return what a team adds to the goal, from its net."""
    if team[0] < 0:
        return board.company[c, EMPTY]
    for i in team:
        if i < 0:
            break
        net += market.prices[i]
    return net


@jit
def build(board, market, desk, tree, shard, teams, candidates, c, hint, lift):
    """Give ``c`` the best team of those listed who have room; ``hint`` may be built again."""
    them, seen = shard.them, 0
    for at in range(len(candidates)):
        if candidates[at] < 0:
            break
        them[seen] = candidates[at]
        seen += 1
    listed = seen
    for i in hint:
        if i >= 0 and not is_among(them, listed, i):
            them[seen] = i
            seen += 1
    count = load(board, market, desk, tree, c, them[:seen], shard.room)
    finish(board, market, desk, tree, shard, teams, c, count, hint, lift)


@jit
def look(board, market, desk, tree, shard, c, lift, least):
    """Put everybody down who has room and can be in a team that nets more than ``least``; returns how many."""
    tree.job[MAIN], tree.job[BESIDE] = 0, -1
    seats = board.company[c, TEAM_MAX]
    return gather(
        board, market, desk, tree, c, shard.room, seats, lift, least, SLACK, len(tree.row)
    )


@jit
def finish(board, market, desk, tree, shard, teams, c, count, hint, lift):
    """Search among the candidates put down and seat the best team."""
    kept = narrow(board, desk, tree, c, count, False)
    net, _ = search(board, desk, tree, c, kept, hint, teams.team[c], lift, NEVER)
    teams.worth[c] = worth_of(board, market, c, net, teams.team[c])
    occupy(board, shard, teams.team[c], c)


@jit
def place(board, market, desk, tree, shard, teams, ideals, first, last, widely):
    """Place the companies of the shard from position ``first`` to ``last - 1``, one after the other.

    If ``widely``, who finds no team among the remembered candidates looks at everybody.
    """
    for at in range(first, last):
        c = shard.companies[at]
        hint = ideals.team[c].copy()
        lift = ideals.lift[c]
        build(board, market, desk, tree, shard, teams, ideals.candidates[c], c, hint, lift)
        if widely and teams.team[c, 0] < 0:
            count = look(board, market, desk, tree, shard, c, lift, board.company[c, EMPTY])
            finish(board, market, desk, tree, shard, teams, c, count, hint, lift)


@jit
def add_torn(shard, count, c):
    """Add ``c`` to those torn down, unless it is there or there are enough; returns how many there are."""
    if c < 0 or count >= MOST_TORN:
        return count
    for at in range(count):
        if shard.torn[at] == c:
            return count
    shard.torn[count] = c
    return count + 1


@jit
def regret(market, teams, ideals, c):
    """Return how far the team of ``c`` is from its ideal at the prices."""
    net = teams.worth[c]
    for i in teams.team[c]:
        if i < 0:
            break
        net -= market.prices[i]
    return ideals.net[c] - net


@jit
def related(market, shard, teams, ideals):
    """Choose companies that stand in each other's way; returns how many."""
    companies, dice = shard.companies, shard.dice
    first = companies[roll(dice, len(companies))]
    for _ in range(2):
        other = companies[roll(dice, len(companies))]
        if regret(market, teams, ideals, other) > regret(market, teams, ideals, first):
            first = other
    count = add_torn(shard, 0, first)
    if roll(dice, 2):
        for i in ideals.team[first]:
            if i >= 0 and shard.room[i] <= 0 and shard.holder[i] != first:
                count = add_torn(shard, count, shard.holder[i])
    wanted = 2 + roll(dice, 4)
    for _ in range(12):
        if count >= wanted:
            break
        candidates = ideals.candidates[shard.torn[roll(dice, count)]]
        i = candidates[roll(dice, len(candidates))]
        if i >= 0:
            count = add_torn(shard, count, shard.holder[i])
    return count


@jit
def improve(board, market, desk, tree, shard, teams, ideals, moves):
    """Make ``moves`` attempts; keeps those that lose nothing. Returns the points won, in hundredths."""
    won = 0
    if len(shard.companies) == 0:
        return won
    for _ in range(moves):
        count = related(market, shard, teams, ideals)
        for at in range(count):
            c = shard.torn[at]
            shard.saved[at] = teams.team[c]
            shard.saved_worth[at] = teams.worth[c]
            release(board, shard, teams.team[c], c)
        for at in range(count - 1, 0, -1):
            swap(shard, at, roll(shard.dice, at + 1))
        gain = 0
        for at in range(count):
            c = shard.torn[at]
            build(
                board, market, desk, tree, shard, teams, ideals.candidates[c], c, shard.saved[at],
                ideals.lift[c],
            )  # fmt: skip
            gain += teams.worth[c] - shard.saved_worth[at]
        if gain >= 0:
            won += gain
            continue
        for at in range(count):
            release(board, shard, teams.team[shard.torn[at]], shard.torn[at])
        for at in range(count):
            c = shard.torn[at]
            teams.team[c] = shard.saved[at]
            teams.worth[c] = shard.saved_worth[at]
            occupy(board, shard, teams.team[c], c)
    return won


@jit
def swap(shard, one, other):
    """Let two of the torn change places."""
    if one != other:
        shard.torn[one], shard.torn[other] = shard.torn[other], shard.torn[one]
        for member in range(shard.saved.shape[1]):
            kept = shard.saved[one, member]
            shard.saved[one, member] = shard.saved[other, member]
            shard.saved[other, member] = kept
        worth = shard.saved_worth[one]
        shard.saved_worth[one] = shard.saved_worth[other]
        shard.saved_worth[other] = worth


@jit
def polish(board, market, desk, tree, shard, teams, ideals, first, last):
    """Let each company look at everybody who has room, for nothing; returns how many found a better team."""
    better = 0
    for at in range(first, last):
        c = shard.companies[at]
        hint, before = teams.team[c].copy(), teams.worth[c]
        release(board, shard, hint, c)
        lift = ideals.lift[c]
        count = look(board, market, desk, tree, shard, c, lift, before - 1)
        finish(board, market, desk, tree, shard, teams, c, count, hint, lift)
        if teams.worth[c] > before:
            better += 1
        else:
            release(board, shard, teams.team[c], c)
            teams.team[c], teams.worth[c] = hint, before
            occupy(board, shard, hint, c)
    return better


@jit
def offer(board, market, desk, tree, shard, teams, ideals, first, last, them):
    """Offer some creatives to each company, for nothing; returns how many found a better team with one of them.

    ``them`` ends with as many empty places as a team has seats at most.
    """
    better, listed = 0, len(them) - teams.team.shape[1]
    for at in range(first, last):
        c = shard.companies[at]
        hint, before, seen = teams.team[c].copy(), teams.worth[c], listed
        release(board, shard, hint, c)
        them[listed:] = -1
        for i in hint:
            if i >= 0 and not is_among(them, listed, i):
                them[seen] = i
                seen += 1
        count = load(board, market, desk, tree, c, them, shard.room)
        finish(board, market, desk, tree, shard, teams, c, count, hint, ideals.lift[c])
        if teams.worth[c] > before:
            better += 1
        else:
            release(board, shard, teams.team[c], c)
            teams.team[c], teams.worth[c] = hint, before
            occupy(board, shard, hint, c)
    return better


@jit
def reseat(board, market, desk, tree, shard, teams, ideals, old):
    """Give every company what still holds of its old team."""
    for c in range(len(old)):
        build(board, market, desk, tree, shard, teams, old[c, :0], c, old[c], ideals.lift[c])


def new_shard(
    companies: Ints, room: Ints, holder: Ints, seed: int, seats: int, width: int
) -> Shard:
    """Return a shard and its scratch space."""
    return Shard(
        companies.astype(np.int64),
        room,
        holder,
        np.array([seed], np.int64),
        np.zeros(MOST_TORN, np.int64),
        np.zeros((MOST_TORN, seats), np.int32),
        np.zeros(MOST_TORN, np.int64),
        np.zeros(width + seats, np.int32),
    )
