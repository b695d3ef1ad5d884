"""Django's own error messages, said as an instruction with the name of the field.

Only what is shown changes: ``form.errors`` stays as it is, and a message that a form
wrote itself is never touched.
"""

from collections.abc import Callable
from typing import Protocol

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

CHOICES = (forms.ChoiceField, forms.ModelChoiceField)


def said(error: ValidationError, field: forms.Field, label: str) -> str:
    """The sentence for one error of ``field``."""
    message = error.message % error.params if error.params else error.message
    speak = SPOKEN.get(error.code or "")
    if speak is None or str(error.message) not in _djangos(error.code, field):
        return str(message)
    return speak(field, label, error.params or {})


def first_said(form: forms.Form) -> str:
    """One sentence about a refused form, where there is room for no more."""
    found = [
        said(error, form.fields[name], str(form[name].label)) if name in form.fields else error
        for name, errors in form.errors.as_data().items()
        for error in errors
    ]
    return str(found[0]) if found else ""


def _djangos(code: str, field: forms.Field) -> set[str]:
    """The messages that Django itself has for ``code`` in this kind of field."""
    kinds = [kind for kind in type(field).__mro__ if kind.__module__.startswith("django.forms")]
    known = {
        str(kind.default_error_messages[code])
        for kind in kinds
        if code in vars(kind).get("default_error_messages", {})
    }
    if code in LIMITS:
        known |= {str(LIMITS[code].message), *_plural_forms(LIMITS[code].message)}
    if code == "invalid" and isinstance(field, forms.EmailField):
        known.add(str(validators.EmailValidator.message))
    if code == "invalid" and isinstance(field, forms.URLField):
        known.add(str(validators.URLValidator.message))
    return known


class Fillable(Protocol):
    """A text with gaps, perhaps a lazy one."""

    def __mod__(self, facts: dict[str, int], /) -> object: ...


def _plural_forms(message: Fillable) -> set[str]:
    """Lazy plurals only become text with a number."""
    try:
        return {str(message % {"limit_value": n, "show_value": n}) for n in (1, 2)}
    except (KeyError, TypeError, ValueError):
        return set()


def _required(field: forms.Field, label: str, _params: dict) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Confirm “%(label)s”.") % {"label": label}
    if isinstance(field, forms.FileField):
        return _("Add a file: %(label)s.") % {"label": label}
    if isinstance(field, CHOICES):
        return _("Choose an answer: %(label)s") % {"label": label}
    return _("Fill this in: %(label)s") % {"label": label}


def _too_long(_field: forms.Field, label: str, params: dict) -> str:
    over = params["show_value"] - params["limit_value"]
    words = ngettext(
        "Shorten “%(label)s” by one character.", "Shorten “%(label)s” by %(n)d characters.", over
    )
    return words % {"label": label, "n": over}


def _too_short(_field: forms.Field, label: str, params: dict) -> str:
    missing = params["limit_value"] - params["show_value"]
    words = ngettext(
        "Write one character more: %(label)s", "Write %(n)d characters more: %(label)s", missing
    )
    return words % {"label": label, "n": missing}


def _too_small(_field: forms.Field, label: str, params: dict) -> str:
    return _("Enter at least %(limit)s: %(label)s") % {
        "label": label,
        "limit": params["limit_value"],
    }


def _too_large(_field: forms.Field, label: str, params: dict) -> str:
    return _("Enter at most %(limit)s: %(label)s") % {
        "label": label,
        "limit": params["limit_value"],
    }


def _unreadable(field: forms.Field, label: str, _params: dict) -> str:
    if isinstance(field, forms.EmailField):
        return _("Write an e-mail address such as name@example.org.")
    if isinstance(field, forms.URLField):
        return _("Write a web address such as https://www.example.org.")
    if isinstance(field, forms.DateField):
        return _("Write a day such as 15.03.2027: %(label)s") % {"label": label}
    if isinstance(field, forms.DateTimeField):
        return _("Write day and time such as 15.03.2027 23:59: %(label)s") % {"label": label}
    if isinstance(field, forms.IntegerField | forms.FloatField | forms.DecimalField):
        return _("Write a number in digits: %(label)s") % {"label": label}
    return _("Check this answer: %(label)s") % {"label": label}


def _no_choice(_field: forms.Field, label: str, _params: dict) -> str:
    return _("Choose one of the answers offered: %(label)s") % {"label": label}


LIMITS = {
    "max_length": validators.MaxLengthValidator,
    "min_length": validators.MinLengthValidator,
    "max_value": validators.MaxValueValidator,
    "min_value": validators.MinValueValidator,
}
SPOKEN: dict[str, Callable[[forms.Field, str, dict], str]] = {
    "required": _required,
    "max_length": _too_long,
    "min_length": _too_short,
    "max_value": _too_large,
    "min_value": _too_small,
    "invalid": _unreadable,
    "invalid_choice": _no_choice,
}
