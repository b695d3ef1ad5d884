from django.db import transaction
from django.db.models import Sum

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.stages.projects import queries, words
from scharnier.stages.projects.actions.accompaniment import touch
from scharnier.stages.projects.models import BudgetLine, CostCategory, Project, Voucher


@transaction.atomic
def prepare_round(round: ProgrammeRound, *, by: Person | None) -> None:
    """Give a round its cost categories, once; the lead may change them afterwards."""
    if CostCategory.objects.filter(round=round).exists():
        return
    CostCategory.objects.bulk_create(
        CostCategory(round=round, position=position, name=name, bears_levy=bears_levy)
        for position, (name, bears_levy) in enumerate(words.cost_categories())
    )
    record("round.cost_categories_made", round, by=by)


@transaction.atomic
def plan_line(
    project: Project,
    *,
    category: CostCategory,
    description: str,
    planned_cents: int,
    payee: str = "",
    by: Person | None,
) -> BudgetLine:
    """Plan a cost. Raises Refused if the plan would then be more than the award."""
    touch(project)
    _ensure_within_award(project, planned_cents, without=None)
    line = BudgetLine.objects.create(
        project=project,
        category=category,
        description=description,
        payee=payee,
        planned_cents=planned_cents,
        position=project.budget_lines.count(),
    )
    record("project.budget_planned", project, by=by, line=description, cents=planned_cents)
    return line


@transaction.atomic
def change_line(
    line: BudgetLine,
    *,
    category: CostCategory,
    description: str,
    planned_cents: int,
    payee: str = "",
    by: Person | None,
) -> None:
    """Change a planned cost. Raises Refused beyond the award, or below what is handed in."""
    touch(line.project)
    committed = queries.committed_on(line)
    if planned_cents < committed:
        raise Refused(words.less_than_handed_in(line, committed))
    _ensure_within_award(line.project, planned_cents, without=line)
    before = line.planned_cents
    line.category, line.description, line.payee = category, description, payee
    line.planned_cents = planned_cents
    line.save(update_fields=["category", "description", "payee", "planned_cents"])
    record(
        "project.budget_changed",
        line.project,
        by=by,
        line=description,
        cents=planned_cents,
        before=before,
    )


@transaction.atomic
def drop_line(line: BudgetLine, *, by: Person | None) -> None:
    """Take a cost out of the plan. Raises Refused if vouchers stand on it."""
    if Voucher.objects.filter(budget_line=line).exists():
        raise Refused(words.line_has_vouchers(line))
    record("project.budget_dropped", line.project, by=by, line=line.description)
    line.delete()


def _ensure_within_award(project: Project, cents: int, *, without: BudgetLine | None) -> None:
    others = project.budget_lines.all()
    if without is not None:
        others = others.exclude(pk=without.pk)
    planned = (others.aggregate(cents=Sum("planned_cents"))["cents"] or 0) + cents
    if planned > project.award.amount_cents:
        raise Refused(words.over_award(project, planned - project.award.amount_cents))
