"""The forms of our own pages: legal texts and reports of barriers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from scharnier.foundation.web.forms.fields import LanguagesField


class ChangeLegalPageForm(forms.Form):
    body = LanguagesField(
        label=pgettext_lazy("legal page", "Text"),
        long=True,
        help_text=_("Markdown: ## for a heading, - for a list, [words](address) for a link."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportBarrierForm(forms.Form):
    description = forms.CharField(
        label=_("What did not work?"),
        help_text=_(
            "A few words are enough. It helps to know the device and the programme you use."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )
    page_address = forms.CharField(label=_("On which page?"), max_length=500, required=False)
    mail = forms.EmailField(
        label=_("Where may we answer?"),
        help_text=_("We answer within two weeks. Without an address we repair it all the same."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        required=False, widget=forms.HiddenInput
    )  # only machines fill this in

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave the hidden field empty."))
        return ""

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        cleaned.pop("website", None)
        return cleaned
