import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions.models import (
    Condition,
    FormDefinition,
    FormKind,
    FormPage,
    Operator,
    Question,
    QuestionType,
    Sheet,
)
from scharnier.foundation.states import Refused, ScharnierError
from scharnier.foundation.trail.actions import record

# Names that a page's form needs for itself.
RESERVED_KEYS = {"versions", "csrfmiddlewaretoken"}
NEEDS_OPTIONS = {
    QuestionType.CHOICE,
    QuestionType.MULTIPLE_CHOICE,
    QuestionType.RANKING,
    QuestionType.ROWS,
}
QUESTION_FIELDS = (
    "key", "type", "label", "name", "hint", "required", "options", "max_length", "min_value", "max_value",
    "unit", "privacy_reason", "blind", "retention", "weight", "anchors",
)  # fmt: skip
WORDING = ("label", "name", "hint", "privacy_reason", "unit")


class FormFault(ScharnierError):
    """A form's description contradicts itself; the message says where."""


@transaction.atomic
def build_form(definition: dict, *, by: Person | None) -> FormDefinition:
    """Build a form from a plain dict, such as the shipped ones (``templates.load``).

    ``{"key", "name", "address", "kind", "pages": [{"key", "title", "intro", "if",
    "questions": [{…, "if"}]}]}``; ``"if"`` is a condition or a list of them:
    ``{"on": key, "is": [values]}``, ``"is_not"``, ``"at_least"``, ``"at_most"`` or
    ``"answered": True``. A condition may only look back. Raises FormFault.
    """
    form = FormDefinition.objects.create(
        name=definition["name"],
        key=definition.get("key", ""),
        kind=definition.get("kind", FormKind.APPLICATION),
        address=definition.get("address", "sie"),
    )
    pages: list[FormPage] = []
    known: dict[str, Question] = {}
    conditions: list[Condition] = []
    for position, described in enumerate(definition["pages"], start=1):
        page = FormPage(
            form=form,
            position=position,
            key=described["key"],
            title=described["title"],
            name=described.get("name", ""),
            intro=described.get("intro", ""),
        )
        pages.append(page)
        conditions += _conditions(described, known, page=page)
        for place, asked in enumerate(described["questions"], start=1):
            question = _question(asked, form, page, place, known)
            conditions += _conditions(asked, known, question=question)
            known[question.key] = question
    FormPage.objects.bulk_create(pages)
    Question.objects.bulk_create(known.values())
    Condition.objects.bulk_create(conditions)
    record("form.built", form, by=by, key=form.key, questions=len(known))
    return form


def _question(
    asked: dict, form: FormDefinition, page: FormPage, position: int, known: dict
) -> Question:
    unknown = set(asked) - {*QUESTION_FIELDS, "if"}
    if unknown:
        raise FormFault(
            f"Question “{asked.get('key')}” has unknown words: {', '.join(sorted(unknown))}."
        )
    if asked["key"] in RESERVED_KEYS or asked["key"] in known:
        raise FormFault(f"The key “{asked['key']}” is taken.")
    question = Question(
        form=form, page=page, position=position, **{k: v for k, v in asked.items() if k != "if"}
    )
    if question.type in NEEDS_OPTIONS and not question.options:
        raise FormFault(f"Question “{question.key}” needs options.")
    try:
        question.full_clean(
            exclude=["form", "page"], validate_unique=False, validate_constraints=False
        )
    except ValidationError as error:
        raise FormFault(f"Question “{question.key}”: {'; '.join(error.messages)}") from error
    return question


def _conditions(described: dict, known: dict[str, Question], **target: object) -> list[Condition]:
    given = described.get("if", [])
    made = []
    for condition in [given] if isinstance(given, dict) else given:
        operators = [name for name in Operator.values if name in condition]
        if condition.get("on") not in known or len(operators) != 1:
            raise FormFault(
                f"“{described['key']}” has a condition that cannot be read: {condition}."
            )
        values = condition[operators[0]]
        made.append(
            Condition(
                on=known[condition["on"]],
                operator=operators[0],
                values=[]
                if operators[0] == Operator.ANSWERED
                else values
                if isinstance(values, list)
                else [values],
                **target,
            )
        )
    return made


@transaction.atomic
def copy_form(form: FormDefinition, *, by: Person | None) -> FormDefinition:
    """The next version of a form, unpublished, with the same pages, questions and conditions."""
    copy = FormDefinition.objects.create(
        name=form.name,
        key=form.key,
        kind=form.kind,
        address=form.address,
        version=form.version + 1,
        copied_from=form,
    )
    pages: dict[int | None, FormPage] = {}
    questions: dict[int | None, Question] = {}
    for page in form.pages.order_by("position", "pk"):
        pages[page.pk] = _again(page, form=copy)
    for question in form.questions.order_by("position", "pk"):
        questions[question.pk] = _again(question, form=copy, page=pages[question.page_id])
    for condition in Condition.objects.filter(on__form=form):
        _again(
            condition,
            on=questions[condition.on_id],
            question=questions.get(condition.question_id),
            page=pages.get(condition.page_id),
        )
    record("form.copied", copy, by=by, version=copy.version)
    return copy


def _again[Row: (FormPage, Question, Condition)](row: Row, **changes: object) -> Row:
    """A new row like this one."""
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(row, name) for name in names}
    for name in changes:
        values.pop(f"{name}_id", None)
    return type(row).objects.create(**values, **changes)


@transaction.atomic
def publish_form(form: FormDefinition, *, by: Person | None) -> None:
    """Let the form be filled in; from now on its questions stay. Again changes nothing."""
    now = clock.now()
    if FormDefinition.objects.filter(pk=form.pk, published_at=None).update(published_at=now):
        form.published_at = now
        record("form.published", form, by=by, version=form.version)


@transaction.atomic
def change_question(question: Question, *, by: Person | None, **changes: object) -> None:
    """Change a question. In a published form only its wording: answers refer to the rest."""
    if question.form.is_published and set(changes) - set(WORDING):
        raise Refused(
            _(
                "“%(form)s” is published, so only the wording of its questions can change. "
                "Copy the form for more."
            )
            % {"form": question.form}
        )
    if set(changes) - set(QUESTION_FIELDS):
        raise FormFault(
            f"A question has no {', '.join(sorted(set(changes) - set(QUESTION_FIELDS)))}."
        )
    for name, value in changes.items():
        setattr(question, name, value)
    question.full_clean(exclude=["form", "page"])
    question.save(update_fields=list(changes))
    question.form.edition = uuid.uuid4()
    question.form.save(update_fields=["edition"])
    record(
        "form.question_changed", question.form, by=by, question=question.key, fields=sorted(changes)
    )


@transaction.atomic
def discard_form(form: FormDefinition, *, by: Person | None) -> None:
    """Delete a form that nobody has begun to fill in."""
    if Sheet.objects.filter(form=form).exists():
        raise Refused(_("“%(form)s” has been filled in already and stays.") % {"form": form})
    record("form.discarded", form, by=by, version=form.version)
    form.delete()
