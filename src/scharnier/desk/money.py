"""The money of a round: awarded, planned, handed in, accepted, by region. Nobody's name in it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from scharnier.desk.reach import districts_of
from scharnier.foundation.money import share
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Region, Role
from scharnier.foundation.programmes.queries import rounds_for
from scharnier.stages.jury.models import Award
from scharnier.stages.projects.models import BudgetLine, Voucher
from scharnier.stages.projects.queries import COMMITTED
from scharnier.stages.projects.states import VoucherState

SHOWN_ROUNDS = 3


@dataclass
class Sums:
    """Sums in cents. ``handed_in`` are vouchers that count, ``accepted`` those of them checked."""

    awarded: int = 0
    planned: int = 0
    handed_in: int = 0
    accepted: int = 0

    def add(self, other: "Sums") -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


@dataclass(frozen=True)
class Row:
    """A region, or all of the round; ``share`` is the funder's part of what was accepted."""

    name: str
    sums: Sums
    share: int


@dataclass(frozen=True)
class Money:
    """The money of a round: a row for every region that has any, and all together."""

    round: ProgrammeRound
    regions: list[Row]
    total: Row


def money_of(rounds: Iterable[ProgrammeRound], *, person: Person) -> list[Money]:
    """As much of it as ``person`` may see, in four queries, whatever the number of teams."""
    known = list(rounds)
    by_place = _by_round_and_district(known)
    regions = defaultdict(list)
    for region in Region.objects.filter(programme__in={r.programme_id for r in known}):
        regions[region.programme_id].append(region)
    return [
        _money(
            round,
            _seen(by_place[round.pk], districts_of(person, round)),
            regions[round.programme_id],
        )
        for round in known
    ]


def _seen(places: dict[str, Sums], districts: frozenset[str] | None) -> dict[str, Sums]:
    if districts is None:
        return places
    return {district: sums for district, sums in places.items() if district in districts}


def observed_by(person: Person) -> list[Money]:
    """For the home of a funder's observer: the latest rounds that they may see and that have money."""
    rounds = rounds_for(person, Role.OBSERVER).select_related("programme")
    found = money_of(rounds.order_by("-starts_on", "-pk")[:SHOWN_ROUNDS], person=person)
    return [money for money in found if money.regions] or found[:1]


def _by_round_and_district(rounds: list[ProgrammeRound]) -> dict[int, dict[str, Sums]]:
    found: dict[int, dict[str, Sums]] = defaultdict(lambda: defaultdict(Sums))
    vouchers = Voucher.objects.filter(project__team__round__in=rounds, state__in=COMMITTED)
    for round, district, cents in _summed(
        Award.objects.filter(team__round__in=rounds), "team", "amount_cents"
    ):
        found[round][district].awarded += cents
    for round, district, cents in _summed(
        BudgetLine.objects.filter(project__team__round__in=rounds), "project__team", "planned_cents"
    ):
        found[round][district].planned += cents
    for round, district, cents, state in _summed(
        vouchers, "project__team", "eligible_cents", "state"
    ):
        found[round][district].handed_in += cents
        if state == VoucherState.ACCEPTED:
            found[round][district].accepted += cents
    return found


def _summed(rows: QuerySet, team: str, cents: str, *more: str) -> Iterable[tuple]:
    by = (f"{team}__round", f"{team}__district")
    return (
        rows.order_by().values(*by, *more).annotate(sum=Sum(cents)).values_list(*by, "sum", *more)
    )


def _money(round: ProgrammeRound, places: dict[str, Sums], regions: list[Region]) -> Money:
    total, by_region = Sums(), defaultdict(Sums)
    homes = {district: region for region in regions for district in region.districts}
    for district, sums in places.items():
        region = homes.get(district)
        by_region[str(region.name) if region else _("Elsewhere")].add(sums)
        total.add(sums)
    rows = [_row(round, name, by_region[name]) for name in sorted(by_region)]
    return Money(round, rows, _row(round, _("All regions"), total))


def _row(round: ProgrammeRound, name: str, sums: Sums) -> Row:
    return Row(name, sums, share(sums.accepted, round.funding_rate))
