"""Making one person of two rows: everything that points at one points at the other after."""

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ForeignObjectRel, Model, Q, QuerySet

GENERIC = ("subject_type", "subject_id")


def repoint(kept: Model, merged: Model) -> None:
    """Let every row that points at ``merged`` point at ``kept``.

    Foreign keys of all models are followed, also those without a name for the way
    back, and the pairs ``subject_type``/``subject_id``. Where a row of ``kept`` stands
    in the way of uniqueness, the two rows are folded into one.
    """
    for relation in kept._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        if relation.one_to_many or relation.one_to_one:
            _repoint_rows(relation.related_model, relation.field, kept, merged)
        elif relation.many_to_many:
            continue  # its through table is one of the others
    for model in apps.get_models():
        names = {field.name for field in model._meta.concrete_fields}
        if names.issuperset(GENERIC):
            _repoint_subjects(model, kept, merged)


def _repoint_rows(
    model: type[Model], field: models.ForeignObject, kept: Model, merged: Model
) -> None:
    for row in model._base_manager.filter(**{field.name: merged}):
        changes = {field.attname: getattr(kept, field.target_field.attname)}
        if not _moved(row, changes):
            _fold_into_its_twin(row, changes)


def _repoint_subjects(model: type[Model], kept: Model, merged: Model) -> None:
    rows = model._base_manager.filter(subject_type=merged._meta.label_lower, subject_id=merged.pk)
    for row in rows:
        changes = {"subject_id": kept.pk}
        if not _moved(row, changes):
            _fold_into_its_twin(row, changes)


def _moved(row: Model, changes: dict) -> bool:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**changes)
    except IntegrityError:
        return False
    return True


def _fold_into_its_twin(row: Model, changes: dict) -> None:
    """Fold ``row`` into the one that has its place: gaps are filled, what hangs on it moves."""
    twin = _twin_of(row, changes)
    fill_gaps(twin, row)
    repoint(twin, row)
    row.delete()


def _twin_of(row: Model, changes: dict) -> Model:
    """The row that would be the same as ``row`` after ``changes``, by any rule of uniqueness."""
    after = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields
    } | changes
    others = type(row)._base_manager.exclude(pk=row.pk)
    for names, condition in _unique_together(row):
        if not set(changes) & set(names):
            continue
        twins: QuerySet = others.filter(condition, **{name: after[name] for name in names})
        found = twins.first()
        if found is not None:
            return found
    raise IntegrityError(f"no row stands in the way of {row!r}, and yet it cannot move")


def _unique_together(row: Model) -> list[tuple[list[str], Q]]:
    meta = row._meta
    attname = {field.name: field.attname for field in meta.concrete_fields}
    alone = [field for field in meta.concrete_fields if field.unique and not field.primary_key]
    single = [([field.attname], Q()) for field in alone]
    older = [([attname[name] for name in names], Q()) for names in meta.unique_together]
    newer = [
        ([attname[name] for name in rule.fields], rule.condition or Q())
        for rule in meta.constraints
        if isinstance(rule, models.UniqueConstraint) and rule.fields
    ]
    return single + older + newer


def fill_gaps(kept: Model, merged: Model) -> list[str]:
    """Fill what ``kept`` leaves empty from ``merged``; returns the names of these fields."""
    filled = []
    for field in kept._meta.concrete_fields:
        if field.primary_key or field.unique or field.is_relation:
            continue
        mine, theirs = getattr(kept, field.attname), getattr(merged, field.attname)
        if mine in field.empty_values and theirs not in field.empty_values:
            setattr(kept, field.attname, theirs)
            filled.append(field.name)
    if filled:
        kept.save(update_fields=filled)
    return filled
