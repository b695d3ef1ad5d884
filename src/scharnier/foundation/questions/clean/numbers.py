import calendar
import datetime as dt
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import override

from scharnier.foundation import money as amounts
from scharnier.foundation.places import fold
from scharnier.foundation.questions.clean.reading import Asked, Reading, as_text, names_of, same

LARGEST = 10**12
_FIGURE = re.compile(r"(?<![\w.,])[-−]?[0-9][0-9.,' \u00a0\u202f]*(?<![ .,'\u00a0\u202f])")
_POWER = re.compile(r"[0-9]e[+-]?[0-9]", re.IGNORECASE)
_UNITS = re.compile(
    r"(?i)\b(?:h|std|stunden?|hours?|km|kilometer|kilometres?|eur|euro|cent|prozent|percent|pro|per|im|a|an|monat|month|stunde|hour)\b|[€%./*]"
)


def number(question: Asked, raw: object) -> Reading:
    """A figure; other words around it than its unit stay as a note."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Reading(_within(question, _plain(Decimal(str(raw)))))
    text = as_text(raw)
    if _is_a_word_instead(question, text):
        return Reading(None, text)
    figure, note = _figure_in(text)
    return Reading(_within(question, _plain(figure)), note)


def money(question: Asked, raw: object) -> Reading:
    """An amount in cents. An integer is in cents already, text is in whole units."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Reading(_within(question, raw, in_words=amounts.in_words))
    text = as_text(raw)
    if _is_a_word_instead(question, text):
        return Reading(None, text)
    figure, note = _figure_in(text)
    cents = figure * 100
    if cents != cents.to_integral_value():
        raise ValidationError(
            _("Enter an amount with two digits after the point at most."), code="money"
        )
    if cents < 0 and question.min_value is None:
        raise ValidationError(_("Enter an amount without a minus."), code="too_small")
    return Reading(_within(question, int(cents), in_words=amounts.in_words), note)


def scale(question: Asked, raw: object) -> Reading:
    text = as_text(raw)
    lowest, highest = (
        question.min_value or 0,
        5 if question.max_value is None else question.max_value,
    )
    found = re.match(r"[-−]?[0-9]{1,4}(?![0-9.,])", text)
    step = int(found[0].replace("−", "-")) if found else None
    if step is None or not lowest <= step <= highest:
        raise ValidationError(
            _("Choose a step from %(lowest)d to %(highest)d.")
            % {"lowest": lowest, "highest": highest},
            code="scale",
        )
    return Reading(step)


def date(question: Asked, raw: object) -> Reading:
    """A day, written as 2027-03-15, 15.3.2027, 15/03/2027, 15. März 2027 or 15 March 2027."""
    text = as_text(raw)
    year, month, day = _parts_of_a_date(text)
    if not (1900 <= year <= 2100 and 1 <= month <= 12):
        raise _no_date()
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ValidationError(
            _("There is no such day: %(month)s has %(days)d days. Correct the date.")
            % {"month": f"{MONTHS[month]} {year}", "days": days},
            code="no_such_day",
        )
    return Reading(dt.date(year, month, day).isoformat())


def _parts_of_a_date(text: str) -> tuple[int, int, int]:
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?", text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(r"([0-9]{1,2})[./ ]+([0-9]{1,2})[./ ]+([0-9]{4}|[0-9]{2})", text):
        return _full_year(found[3]), int(found[2]), int(found[1])
    if found := re.fullmatch(r"([0-9]{1,2})\.? *([^\W\d]+)\.? +([0-9]{4})", text):
        return int(found[3]), _month(found[2]), int(found[1])
    raise _no_date()


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(name: str) -> int:
    for language in ("de", "en"):
        with override(language):
            for index, month in MONTHS.items():
                if len(name) >= 3 and fold(str(month)).startswith(fold(name)):
                    return index
    raise _no_date()


def _no_date() -> ValidationError:
    return ValidationError(_("Enter a day, for example 15.03.2027."), code="date")


def _is_a_word_instead(question: Asked, text: str) -> bool:
    """Whether the question takes this word in place of a figure (“by agreement”)."""
    return any(same(text, name) for option in question.options for name in names_of(option))


def _figure_in(text: str) -> tuple[Decimal, str]:
    """The one figure in the text, and the text if it says more than the figure and a unit."""
    found = _FIGURE.findall(text[:200])
    if len(found) != 1 or _POWER.search(text[:200]):
        raise ValidationError(_("Enter one number in digits, for example 12."), code="number")
    around = _UNITS.sub(" ", text.replace(found[0], " ", 1))
    figure = _decimal(found[0])
    if abs(figure) > LARGEST:
        raise ValidationError(_("Enter a smaller number."), code="too_large")
    return figure, " ".join(text.split()) if re.search(r"\w|~", around) else ""


def _decimal(figure: str) -> Decimal:
    """“1.250,50”, “1,250.50”, “1 250” and “12,5” as people in both languages write them."""
    digits = re.sub(r"[' \u00a0\u202f]", "", figure.replace("−", "-"))
    marks = [c for c in digits if c in ".,"]
    if len(set(marks)) == 2:
        point = marks[-1]
        grouped = digits.replace("," if point == "." else ".", "")
    else:
        point = marks[0] if marks else ""
        is_grouping = len(marks) > 1 or re.fullmatch(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", digits)
        grouped = digits.replace(point, "") if marks and is_grouping else digits
    if grouped.count(point or "\0") > 1:
        raise ValidationError(_("Enter one number in digits, for example 12."), code="number")
    return Decimal(grouped.replace(",", "."))


def _plain(figure: Decimal) -> int | float:
    if abs(figure) > LARGEST:
        raise ValidationError(_("Enter a smaller number."), code="too_large")
    whole = figure == figure.to_integral_value()
    return int(figure) if whole else round(float(figure), 2)


def _within(question: Asked, figure: float, in_words=formats.localize) -> int | float:
    if question.min_value is not None and figure < question.min_value:
        raise ValidationError(
            _("Enter at least %(limit)s.") % {"limit": in_words(question.min_value)},
            code="too_small",
        )
    if question.max_value is not None and figure > question.max_value:
        raise ValidationError(
            _("Enter at most %(limit)s.") % {"limit": in_words(question.max_value)},
            code="too_large",
        )
    if abs(figure) > LARGEST * 100:
        raise ValidationError(_("Enter a smaller number."), code="too_large")
    return figure
