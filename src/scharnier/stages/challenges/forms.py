from django import forms
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.web.forms import DateField
from scharnier.stages.challenges.models import ChallengeVersion
from scharnier.stages.challenges.states import FIELDS, LABELS

LONG = 2000
NEEDED_FOR_SIGNING = ("problem", "question")
HINTS = {
    "problem": _("As the organisation tells it. A number or an example helps the jury."),
    "affected": _("Customers, staff, volunteers? Every day, every Christmas?"),
    "question": _("One question that begins with “How can we …” and leaves the solution open."),
    "success": _("Something that can be counted or seen in ten months."),
    "approach": _("First ideas are enough; the jury knows that they will change."),
    "digital": _("What becomes digital, and what stays as it is on purpose?"),
    "transfer": _("Firms, associations, municipalities with the same problem."),
    "first_step": _("Who does what, and by when?"),
}


class WriteForm(forms.Form):
    """The canvas. Nothing is needed for saving; problem and question are for signing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            is_question = name == "question"
            limit = ChallengeVersion._meta.get_field(name).max_length if is_question else LONG
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                help_text=HINTS[name],
                max_length=limit,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2 if is_question else 4}),
            )
            # Needed for signing, so the label must not call it optional.
            self.fields[name].one_required = name in NEEDED_FOR_SIGNING


class DueForm(forms.Form):
    due_on = DateField(label=_("To be handed in by"), required=False)


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("What is to be changed?"),
        help_text=_("The team reads this in the mail."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_on = DateField(label=_("To be handed in again by"), required=False)
