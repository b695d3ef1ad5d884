from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.files.forms import FileField
from scharnier.foundation.web.forms import DateField, LineField, MoneyField
from scharnier.stages.projects.models import Licence

MOST_STEPS = 12
KINDS = ("pdf", "image", "office", "text", "audio", "video")


class WriteForm(forms.Form):
    """A version of the blueprint, without its steps. ``seen`` guards against two writers."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    title = LineField(
        label=_("Title"),
        max_length=160,
        help_text=_("What somebody would search for: “Seven days to start as a volunteer”."),
    )
    summary = forms.CharField(label=_("In one sentence"), max_length=300)
    problem = forms.CharField(
        label=_("What was it about?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    approach = forms.CharField(
        label=_("What did you do?"), widget=forms.Textarea(attrs={"rows": 5}), max_length=3000
    )
    result = forms.CharField(
        label=_("What came of it?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("Numbers help most: hours, complaints, visitors, before and after."),
    )
    effort_days = forms.IntegerField(
        label=_("Effort in days"),
        min_value=0,
        max_value=999,
        help_text=_("Days of work of all together, without the time of waiting between the steps."),
    )
    cost_cents = MoneyField(label=_("Cost for somebody who repeats it"), min_cents=0)
    skills = forms.CharField(label=_("Skills needed"), max_length=300, required=False)
    tools = forms.CharField(label=_("Tools and materials"), max_length=300, required=False)
    topics = forms.CharField(
        label=_("Topics"), max_length=200, required=False, help_text=_("Separated by commas.")
    )
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=Licence.choices,
        help_text=_("Once given, a licence cannot be taken back for copies that are already out."),
    )
    third_party = forms.CharField(
        label=_("Material of others"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
        help_text=_("Pictures, fonts or texts that are not yours, and under which licence."),
    )
    change_note = forms.CharField(label=_("What changed?"), max_length=200, required=False)

    def clean_topics(self) -> list[str]:
        words = (" ".join(word.split())[:60] for word in self.cleaned_data["topics"].split(","))
        return list(dict.fromkeys(word for word in words if word))


class StepForm(forms.Form):
    title = LineField(label=_("Step"), max_length=120, required=False)
    text = forms.CharField(
        label=_("What to do"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    duration = forms.CharField(
        label=_("How long"),
        max_length=60,
        required=False,
        help_text=_("From begin to end with waiting, for instance “one week”."),
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if (cleaned.get("text") or cleaned.get("duration")) and not cleaned.get("title"):
            self.add_error("title", _("Give the step a name."))
        return cleaned


class BaseSteps(forms.BaseFormSet):
    def clean(self) -> None:
        if any(self.errors):
            return
        if not self.written():
            raise forms.ValidationError(_("Describe at least one step."))

    def written(self) -> list[dict]:
        """The steps that were filled in, in their order."""
        return [
            {name: form.cleaned_data.get(name, "") for name in ("title", "text", "duration")}
            for form in self.forms
            if form.cleaned_data.get("title")
        ]


def steps_formset(extra: int) -> type[BaseSteps]:
    made = forms.formset_factory(StepForm, formset=BaseSteps, extra=extra, max_num=MOST_STEPS)
    return cast(type[BaseSteps], made)


class ReleaseForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("I release this version under its licence, also for those I speak for.")
    )


class EmbargoForm(forms.Form):
    embargo_until = DateField(
        label=_("Not before"), required=False, help_text=_("Empty: as soon as it is published.")
    )
    names_partners = forms.BooleanField(label=_("Name the partners"), required=False)


class FileForm(forms.Form):
    title = LineField(label=_("Title"), max_length=160)
    upload = FileField(label=_("File"), kinds=KINDS)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=600
    )


class ReuseForm(forms.Form):
    """“We used this”, told by a stranger. ``website`` is a trap for machines."""

    name = LineField(label=_("Your organisation"), max_length=160)
    municipality = LineField(label=_("Place"), max_length=120, required=False)
    experience = forms.CharField(
        label=_("What did you do with it, and how did it go?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Only for a question back. It is not published."),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave the hidden field empty."))
        return ""

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        cleaned.pop("website", None)
        return cleaned
