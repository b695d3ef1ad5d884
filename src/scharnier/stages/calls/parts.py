"""The parts of a call page: which rows, in whose words, typed in with which form."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.stages.calls import forms


@dataclass(frozen=True)
class Part:
    """``key`` is its word in addresses, ``name`` the relation of the call.

    Where it ``is_grouped``, what ``sub`` says is the heading of a list of its own; a row
    moves within its list (``IN_LISTS_OF``).
    """

    key: str
    name: str
    label: str | Promise
    one: str | Promise
    form: type[forms.forms.Form]
    icon: str
    order: tuple[str, ...] = ("position", "pk")
    sub: Callable[..., object] = lambda _row: ""
    is_fixed: bool = False
    is_grouped: bool = False

    @property
    def moves(self) -> bool:
        return self.order[0] == "position"


PARTS = [
    Part(
        "seiten",
        "target_groups",
        _("The two sides"),
        _p("call page", "Side"),
        forms.TargetGroupForm,
        "arrow-left-right",
        order=("-side",),
        sub=lambda row: row.get_side_display(),
        is_fixed=True,
    ),
    Part(
        "zahlen",
        "facts",
        _("Figures and benefits"),
        _("Figure or benefit"),
        forms.FactForm,
        "list-checks",
        sub=lambda row: row.get_kind_display(),
        is_grouped=True,
    ),
    Part(
        "termine",
        "dates",
        _p("call page", "Dates"),
        _p("call page", "Date"),
        forms.DateForm,
        "calendar",
        order=("on", "pk"),
        sub=lambda row: row.on,
    ),
    Part(
        "fragen",
        "frequent_questions",
        _("Questions and answers"),
        _p("call page", "Question"),
        forms.QuestionForm,
        "circle-help",
    ),
    Part(
        "vorabcheck",
        "eligibility_questions",
        _("The two-minute check"),
        _p("call page", "Question of the check"),
        forms.EligibilityQuestionForm,
        "list-checks",
        sub=lambda row: row.get_side_display(),
        is_grouped=True,
    ),
    Part(
        "kontakte",
        "contacts",
        _("Contacts"),
        _p("call page", "Contact"),
        forms.ContactForm,
        "phone",
        sub=lambda row: row.region or row.function,
    ),
    Part(
        "medien",
        "media",
        _("Film, workbook, press"),
        _p("call page", "Medium"),
        forms.MediumForm,
        "play",
        sub=lambda row: row.get_kind_display(),
    ),
]

BY_KEY = {part.key: part for part in PARTS}
