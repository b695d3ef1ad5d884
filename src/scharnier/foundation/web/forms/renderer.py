"""``FORM_RENDERER``: ``{{ form }}`` looks like the product and is wired for screen readers."""

from django import forms
from django.forms.renderers import DjangoTemplates

from scharnier.foundation.web.forms import words

# Django's templates that we replace, whatever widget asks for them.
OURS = {
    "django/forms/div.html": "web/forms/form.html",
    "django/forms/errors/list/default.html": "web/forms/errors.html",
    "django/forms/errors/list/ul.html": "web/forms/errors.html",
    "django/forms/field.html": "web/_field.html",
    "django/forms/formsets/div.html": "web/forms/formset.html",
    "django/forms/widgets/checkbox.html": "web/widgets/checkbox.html",
    "django/forms/widgets/checkbox_select.html": "web/widgets/choice.html",
    "django/forms/widgets/clearable_file_input.html": "web/widgets/file.html",
    "django/forms/widgets/file.html": "web/widgets/file.html",
    "django/forms/widgets/radio.html": "web/widgets/choice.html",
}
NO_BOX = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)
NARROW = (forms.NumberInput, forms.DateInput, forms.DateTimeInput, forms.TimeInput)


class BoundField(forms.BoundField):
    """A field of a form, knowing how our templates want to show it."""

    @property
    def data(self) -> object:
        """What came, each line break as one character: so browsers count them, so limits do."""
        came = super().data
        if isinstance(came, list):
            return [_with_short_breaks(one) for one in came]
        return _with_short_breaks(came)

    @property
    def first_id(self) -> str:
        """The control that an error summary leads to."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def said_errors(self) -> list[str]:
        """What to do about it, with the name of the field."""
        return [words.said(error, self.field, str(self.label)) for error in self.errors.as_data()]

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        """Required is the rule, so only the exception is said; a lone checkbox says it itself."""
        required = getattr(self.field, "one_required", self.field.required)
        return not required and not self.is_checkbox and not self.field.disabled

    @property
    def counter(self) -> int | None:
        """How many characters fit, for areas of text."""
        is_text = isinstance(self.field.widget, forms.Textarea)
        return getattr(self.field, "max_length", None) if is_text else None

    @property
    def typed(self) -> str:
        """What stands in the field now, for the counter without JavaScript."""
        return str(self.value() or "")

    @property
    def over(self) -> int:
        """By how many characters the text is too long."""
        return max(0, len(self.typed) - (self.counter or len(self.typed)))

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if described is None or not (self.auto_id and self.counter):
            return described
        return f"{described} {self.auto_id}_count".strip()

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        widget.attrs.pop("placeholder", None)  # libraries say the label once more
        attrs = super().build_widget_attrs(attrs, widget)
        if not isinstance(widget, NO_BOX) and not widget.is_hidden:
            attrs["class"] = f"input {widget.attrs.get('class', '')}".strip()
        attrs["placeholder"] = False  # allauth writes the label into the box once more
        if isinstance(widget, NARROW):
            attrs.setdefault("data-narrow", True)
        if self.counter:
            attrs["data-count"] = self.counter
            attrs["maxlength"] = False  # overrunning is allowed while typing, and said in words
        return attrs


def _with_short_breaks(came: object) -> object:
    return came.replace("\r\n", "\n") if isinstance(came, str) else came


class Renderer(DjangoTemplates):
    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/_field.html"
    bound_field_class = BoundField

    def get_template(self, template_name: str):
        return super().get_template(OURS.get(template_name, template_name))
