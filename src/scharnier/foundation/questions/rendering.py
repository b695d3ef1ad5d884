"""Fields as HTML. What nobody has answered yet looks the same for everybody, so it is kept."""

from uuid import UUID

from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from scharnier.foundation.questions.fields import AnswerField
from scharnier.foundation.questions.models import QuestionType

MOST = 2000
_kept: dict[tuple, SafeString] = {}


def html_of(field: BoundField, edition: UUID | None) -> SafeString:
    """The whole field with label, hint and errors; ``edition`` is None while the form may change."""
    key = _key(field, edition)
    if key is None:
        return field.as_field_group()
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[key] = field.as_field_group()
    return found


def _key(field: BoundField, edition: UUID | None) -> tuple | None:
    """Everything that an empty field's HTML depends on; None if it is somebody's own."""
    asked = field.field
    if edition is None or not isinstance(asked, AnswerField):
        return None
    if field.form.is_bound or field.errors or field.initial is not None:
        return None
    if asked.question.type == QuestionType.FILE:
        return None
    at_hand = tuple(getattr(asked.widget, "at_hand", ()))
    shown_if = asked.widget.attrs.get("data-shown-if", "")
    told = str(asked.help_text)
    return (asked.question.pk, edition, get_language(), shown_if, at_hand, told)
