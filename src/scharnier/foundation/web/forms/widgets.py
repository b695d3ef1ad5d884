"""What people type into. Native controls first; every one works without JavaScript."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from i18nfield.forms import I18nWidget

from scharnier.foundation.money import SYMBOLS
from scharnier.foundation.questions.widgets import FigureInput


class _Hinted:
    """Choices with a hint each: ``ChoiceCards(hints={"idea": _("There are sketches.")})``."""

    def __init__(self, *args, hints: dict | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"hint": self.hints.get(str(value), "")}


class ChoiceCards(_Hinted, forms.RadioSelect):
    """One of a few: radio buttons as cards. A ``RadioSelect`` is the same without hints."""


class MultipleChoiceCards(_Hinted, forms.CheckboxSelectMultiple):
    """Some of a few: checkboxes as cards."""


class CheckList(forms.CheckboxSelectMultiple):
    """Some of many: compact checkboxes in columns."""

    template_name = "web/widgets/check_list.html"


class Scale(forms.RadioSelect):
    """Points in a row, large enough for a thumb: ``Scale(ends=(_("not at all"), _("fully")))``."""

    template_name = "web/widgets/scale.html"

    def __init__(self, *args, ends: tuple = ("", ""), **kwargs):
        super().__init__(*args, **kwargs)
        self.ends = ends

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"].update(low=self.ends[0], high=self.ends[1], steps=len(self.choices))
        return context


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """Day and time in one, in the time zone of the page."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MoneyInput(FigureInput):
    """An amount with its currency beside it."""

    def __init__(self, attrs=None, *, currency: str = "EUR"):
        super().__init__(attrs, unit=SYMBOLS.get(currency, currency))


class Suggest(forms.TextInput):
    """Type to search among known answers (a datalist); ``options`` may be a callable."""

    template_name = "web/widgets/suggest.html"

    def __init__(self, attrs=None, *, options=()):
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.options = options

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = self.options() if callable(self.options) else self.options
        context["widget"]["options"] = [str(option) for option in options]
        return context


class FileDrop(forms.ClearableFileInput):
    """One file, chosen, photographed or dropped. ``accept``: ".pdf,.jpg"."""

    def __init__(self, attrs=None, *, accept: str = ""):
        super().__init__({**({"accept": accept} if accept else {}), **(attrs or {})})


class MultipleFileDrop(FileDrop):
    """Several files at once."""

    allow_multiple_selected = True


class _Languages(I18nWidget):
    """A text of an organiser: one labelled input per language, „du“ with empty = as „Sie“."""

    use_fieldset = True
    template_name = "web/widgets/languages.html"

    def get_context(self, name, value, attrs):
        values = value if isinstance(value, list) else self.decompress(value)
        described = (attrs or {}).pop("aria-describedby", None)
        inputs = []
        for index, (locale, widget) in enumerate(zip(self.locales, self.widgets, strict=True)):
            part = {
                **(attrs or {}),
                "id": f"{attrs['id']}_{index}",
                "lang": locale[:2],
                "required": False,
            }
            if described:
                part["aria-describedby"] = described
            content = widget.get_context(f"{name}_{index}", values[index], part)["widget"]
            inputs.append(
                {"label": language_name(locale), "hint": language_hint(locale), "input": content}
            )
        return {"widget": {"name": name, "inputs": inputs}}

    def render(self, name, value, attrs=None, renderer=None):
        return self._render(self.template_name, self.get_context(name, value, attrs), renderer)

    def id_for_label(self, id_):
        return f"{id_}_0" if id_ else id_


class LanguagesInput(_Languages):
    """For ``I18nCharField``."""

    widget = forms.TextInput


class LanguagesTextarea(_Languages):
    """For ``I18nTextField``; Markdown where the page says so."""

    widget = forms.Textarea


def language_name(locale: str) -> str:
    return str(dict(LANGUAGE_NAMES).get(locale, dict(settings.LANGUAGES).get(locale, locale)))


def language_hint(locale: str) -> str:
    return gettext("Empty means: as with “Sie”.") if locale == "de-informal" else ""


LANGUAGE_NAMES = [
    ("de", _("German, “Sie”")),
    ("de-informal", _("German, “du”")),
    ("en", pgettext_lazy("language of a text", "English")),
]
