"""From the browser's text to values the actions take: integer cents, days, aware moments."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from i18nfield.forms import I18nFormField

from scharnier.foundation import money
from scharnier.foundation.unseen import one_line
from scharnier.foundation.web.forms.widgets import (
    DateInput,
    LanguagesInput,
    LanguagesTextarea,
    MomentInput,
    MoneyInput,
    Suggest,
)

# 1.234,56 · 1 234,56 · 1234.56 · 1,234.56 · 1234,5 · 1234
_AMOUNT = re.compile(
    r"(?P<whole>\d{1,3}(?:(?P<group>[., ’'])\d{3})(?:(?P=group)\d{3})*|\d+)"
    r"(?:(?P<point>[.,])(?P<cents>\d{1,2}))?"
)


OUR_YEARS = range(1900, 2101)


class LineField(forms.CharField):
    """A name or another text of one line; what nobody sees in it is left out."""

    def to_python(self, value: object) -> str:
        """Marks that turn the direction of a line would turn its neighbours in every list."""
        return one_line(super().to_python(value))


class MoneyField(forms.Field):
    """An amount in the currency of the round; cleans to integer cents."""

    widget = MoneyInput
    default_error_messages = {
        "unreadable": _("Write the amount in digits, for example 1,250.50."),
        "too_small": _("Enter at least %(limit)s."),
        "too_large": _("Enter at most %(limit)s."),
    }

    def __init__(
        self,
        *,
        currency: str = "EUR",
        min_cents: int = 0,
        max_cents: int = money.MOST_CENTS,
        **kwargs,
    ):
        kwargs.setdefault("widget", MoneyInput(currency=currency))
        super().__init__(**kwargs)
        self.currency, self.min_cents, self.max_cents = currency, min_cents, max_cents

    def to_python(self, value: object) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        text = (
            re.sub(r"[\s\u00a0\u202f]+", " ", str(value))
            .strip()
            .strip("€")
            .removesuffix("EUR")
            .strip()
        )
        negative = text.startswith(("-", "−"))
        found = _AMOUNT.fullmatch(text[1:].strip() if negative else text)
        if not found or (found["group"] and found["group"] == found["point"]):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        # Fifteen digits are more than any limit; Python refuses to read some thousand.
        whole = re.sub(r"\D", "", found["whole"]).lstrip("0")[:15] or "0"
        cents = int(whole) * 100 + int((found["cents"] or "0").ljust(2, "0"))
        return -cents if negative else cents

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_cents:
            self._refuse("too_small", self.min_cents)
        if value > self.max_cents:
            self._refuse("too_large", self.max_cents)

    def _refuse(self, code: str, limit_cents: int) -> None:
        limit = money.in_words(limit_cents, self.currency)
        raise ValidationError(self.error_messages[code], code=code, params={"limit": limit})

    def prepare_value(self, value: object) -> object:
        """Cents as people write them; what was typed stays as it was typed."""
        if not isinstance(value, int):
            return value
        point = "." if (get_language() or "de").startswith("en") else ","
        amount = Decimal(value) / 100
        return f"{amount:.2f}".replace(".", point) if value % 100 else f"{amount:.0f}"


class DateField(forms.DateField):
    """A day of our time: a browser sends the year 27 as 0027."""

    widget = DateInput

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"])
        super().__init__(**kwargs)

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        _refuse_other_times(value)


class MomentField(forms.DateTimeField):
    """An aware moment, typed in the time zone of the page."""

    widget = MomentInput

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"]
        )
        super().__init__(**kwargs)

    def validate(self, value: dt.datetime | None) -> None:
        super().validate(value)
        _refuse_other_times(value)


def _refuse_other_times(day: dt.date | None) -> None:
    if day is not None and day.year not in OUR_YEARS:
        raise ValidationError(_("Write the year with four digits, for example 2027."), code="year")


class SuggestField(forms.ChoiceField):
    """One of many, found by typing: shows labels, cleans to the value. No JavaScript needed."""

    widget = Suggest
    default_error_messages = {
        "unknown": _("Choose one of the suggestions: “%(typed)s” is not among them.")
    }

    def __init__(self, *, choices: Iterable | Callable[[], Iterable] = (), **kwargs):
        super().__init__(choices=choices, **kwargs)
        self.widget.options = self._labels

    def _labels(self) -> list[str]:
        return [str(label) for value, label in self.choices if value not in self.empty_values]

    def to_python(self, value: object) -> str:
        typed = " ".join(str(value or "").split())
        if not typed:
            return ""
        for known, label in self.choices:
            if typed.casefold() in (str(label).casefold(), str(known).casefold()):
                return known
        raise ValidationError(
            self.error_messages["unknown"], code="unknown", params={"typed": typed}
        )

    def valid_value(self, value: object) -> bool:
        return True  # to_python has just found it

    def prepare_value(self, value: object) -> object:
        return next((str(label) for known, label in self.choices if known == value), value)


class LanguagesField(I18nFormField):
    """A text in the languages of the programme: ``LanguagesField(long=True)`` for paragraphs."""

    def __init__(self, *, long: bool = False, **kwargs):
        kwargs.setdefault("widget", LanguagesTextarea if long else LanguagesInput)
        super().__init__(**kwargs)
