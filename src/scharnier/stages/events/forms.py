"""Text from the browser → what the actions of this stage take."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.web.forms import LanguagesField, LineField, MomentField
from scharnier.stages.events.models import EventKind


class EventForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind.choices)
    title = LanguagesField(label=_("Title"), max_length=200)
    description = LanguagesField(
        label=_("Description"),
        help_text=_("Markdown: an empty line begins a paragraph, - begins a list."),
        long=True,
        required=False,
    )
    starts_at = MomentField(label=_("Begin"))
    ends_at = MomentField(label=_("End"))
    venue = LineField(label=_("House or room"), max_length=200, required=False)
    municipality = LineField(label=_("Municipality"), max_length=120, required=False)
    online_link = forms.URLField(
        label=_("Link for taking part online"), required=False, assume_scheme="https"
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=None,
        required=False,
        empty_label=_("All regions"),
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        help_text=_("Empty: as many as come. Who comes later waits and moves up by itself."),
        min_value=1,
        max_value=10_000,
        required=False,
    )
    registration_until = MomentField(
        label=_("Registration until"), help_text=_("Empty: until it begins."), required=False
    )
    remind_days_before = forms.IntegerField(
        label=_("Reminder, days before"),
        help_text=_("Empty: no reminder."),
        min_value=0,
        max_value=60,
        required=False,
    )
    is_public = forms.BooleanField(
        label=_("Shown to everybody"),
        help_text=_("Without this only the programme team and invited people see the event."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, round: ProgrammeRound, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = round.programme.regions.order_by("pk")

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and starts >= ends:
            self.add_error("ends_at", _("The end must lie after the begin."))
        until = cleaned.get("registration_until")
        if until and starts and until > starts:
            self.add_error(
                "registration_until", _("Registration must end before the event begins.")
            )
        return cleaned


class CancelForm(forms.Form):
    reason = LanguagesField(
        label=_("Reason"),
        help_text=_("Stands on the page and in the mail."),
        long=True,
        required=False,
    )


class RegisterForm(forms.Form):
    note = forms.CharField(
        label=_("What should we know?"),
        help_text=_("For example: vegetarian, a wheelchair, joining later."),
        max_length=200,
        required=False,
    )


class RegisterAsGuestForm(RegisterForm):
    """For who has no account: name and address, to which the receipt goes."""

    name = LineField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    # only machines fill this in
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("name", "email", "note")

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave the hidden field empty."))
        return ""


class WalkInForm(forms.Form):
    name = LineField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False)


class InviteForm(forms.Form):
    addresses = forms.CharField(
        label=_("Whom do you invite?"),
        help_text=_("One person a line: name, then the e-mail address."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
    )

    def clean_addresses(self) -> list[tuple[str, str]]:
        """Lines like “Mira Lohse mira@example.org” → (name, address)."""
        people, wrong = [], []
        for line in self.cleaned_data["addresses"].splitlines():
            words = line.replace(",", " ").replace(";", " ").split()
            if not words:
                continue
            address = words[-1].strip("<>")
            try:
                forms.EmailField().clean(address)
            except ValidationError:
                wrong.append(line.strip())
            else:
                people.append((" ".join(words[:-1]), address))
        if wrong:
            raise ValidationError(
                _("Write an e-mail address at the end of this line: %(line)s"),
                params={"line": wrong[0]},
            )
        return people
