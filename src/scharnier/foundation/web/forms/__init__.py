"""Forms: how they look (renderer), what can be typed in (widgets) and what it means (fields)."""

from scharnier.foundation.web.forms.fields import (
    DateField,
    LanguagesField,
    LineField,
    MomentField,
    MoneyField,
    SuggestField,
)
from scharnier.foundation.web.forms.renderer import BoundField, Renderer
from scharnier.foundation.web.forms.widgets import (
    CheckList,
    ChoiceCards,
    DateInput,
    FileDrop,
    LanguagesInput,
    LanguagesTextarea,
    MomentInput,
    MoneyInput,
    MultipleChoiceCards,
    MultipleFileDrop,
    Scale,
    Suggest,
)

__all__ = [
    "BoundField",
    "CheckList",
    "ChoiceCards",
    "DateField",
    "DateInput",
    "FileDrop",
    "LanguagesField",
    "LanguagesInput",
    "LanguagesTextarea",
    "LineField",
    "MomentField",
    "MomentInput",
    "MoneyField",
    "MoneyInput",
    "MultipleChoiceCards",
    "MultipleFileDrop",
    "Renderer",
    "Scale",
    "Suggest",
    "SuggestField",
]
