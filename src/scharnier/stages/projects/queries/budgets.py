"""What a project may spend and has spent."""

from dataclasses import dataclass

from django.db.models import Sum

from scharnier.stages.projects.models import BudgetLine, Project, Voucher
from scharnier.stages.projects.queries.vouchers import COMMITTED
from scharnier.stages.projects.states import VoucherState


@dataclass(frozen=True)
class Line:
    """A budget line with what was handed in and accepted on it, in cents."""

    line: BudgetLine
    committed_cents: int
    accepted_cents: int

    @property
    def free_cents(self) -> int:
        return self.line.planned_cents - self.committed_cents


@dataclass(frozen=True)
class Budget:
    """A project's money, in cents. ``committed`` counts vouchers handed in or accepted."""

    award_cents: int
    lines: list[Line]

    @property
    def planned_cents(self) -> int:
        return sum(line.line.planned_cents for line in self.lines)

    @property
    def unplanned_cents(self) -> int:
        return self.award_cents - self.planned_cents

    @property
    def committed_cents(self) -> int:
        return sum(line.committed_cents for line in self.lines)

    @property
    def accepted_cents(self) -> int:
        return sum(line.accepted_cents for line in self.lines)


def budget_of(project: Project) -> Budget:
    """The budget in two queries, whatever the number of lines and vouchers."""
    sums = {
        (row["budget_line"], row["state"]): row["cents"]
        for row in Voucher.objects.filter(project=project)
        .values("budget_line", "state")
        .annotate(cents=Sum("eligible_cents"))
        .order_by()
    }
    lines = project.budget_lines.select_related("category").order_by("position", "pk")
    return Budget(
        award_cents=project.award.amount_cents,
        lines=[
            Line(
                line=line,
                committed_cents=sum(sums.get((line.pk, state), 0) for state in COMMITTED),
                accepted_cents=sums.get((line.pk, VoucherState.ACCEPTED), 0),
            )
            for line in lines
        ],
    )
