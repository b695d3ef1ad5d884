from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.foundation.questions.points import PointsForm
from scharnier.foundation.web.forms import CheckList, LanguagesField
from scharnier.stages.calls.models import Side
from scharnier.stages.reviews.models import Decision, EligibilityReason

Outcome = Decision.Outcome


class CheckForm(forms.Form):
    """The formal check: the points that fail, or none of them."""

    reasons = forms.MultipleChoiceField(
        label=_("What speaks against it"),
        required=False,
        widget=CheckList,
        help_text=_("Tick nothing if nothing does."),
    )
    note = forms.CharField(
        label=_("Internal note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
    verdict = forms.ChoiceField(
        choices=[("yes", ""), ("no", "")], widget=forms.HiddenInput, required=True
    )

    def __init__(self, *args, points: Sequence[EligibilityReason], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].choices = [(point.code, str(point.title)) for point in points]
        self.fields["reasons"].one_required = True  # ticking nothing is an answer

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        is_eligible = cleaned.pop("verdict", "") == "yes"
        if is_eligible and cleaned.get("reasons"):
            raise ValidationError(
                _(
                    "Something is ticked that speaks against it. Take the tick away or choose “Does not pass”."
                )
            )
        if not is_eligible and not cleaned.get("reasons"):
            raise ValidationError(_("Tick at least one point that speaks against it."))
        return {**cleaned, "is_eligible": is_eligible}


class ReasonForm(forms.Form):
    """A point of the formal check. The code is only asked for once."""

    code = forms.SlugField(
        label=_p("point of the check", "Code"),
        help_text=_("Short, in small letters, for example “region”."),
    )
    side = forms.ChoiceField(
        label=_("Asked of"), choices=[("", _("Both sides")), *Side.choices], required=False
    )
    title = LanguagesField(
        label=_("Point of the check"),
        help_text=_("As what speaks against an application: a tick says that it does."),
    )
    sentence = LanguagesField(label=_("Sentence to the applicant"), long=True)

    def __init__(self, *args, is_new: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["code"]


class ScoreForm(PointsForm):
    """What the browser sends of a rubric: any of its criteria, and the comment."""

    comment = forms.CharField(
        label=_("Your note"),
        help_text=_("For you and the programme lead."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )

    def clean(self) -> dict:
        super().clean()
        return {"points": self.points(), "comment": self.cleaned_data.get("comment")}


class ConflictForm(forms.Form):
    reason = forms.CharField(
        label=_("What connects you?"),
        help_text=_("A word is enough, for example “client”. Only the programme lead reads it."),
        required=False,
        max_length=300,
    )


class AssignForm(forms.Form):
    reviewer = forms.ModelChoiceField(
        label=_("Reviewer"), queryset=None, empty_label=_("Choose somebody")
    )

    def __init__(self, *args, candidates, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = candidates


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason told to the applicant"),
        help_text=_("Needed for a rejection. It stands in the mail word for word."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("outcome") == Outcome.REJECTED and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Write the reason that the applicant is told."))
        return cleaned


class DecideManyForm(DecideForm):
    """Several at once; the decision stands in the address."""

    outcome = forms.ChoiceField(choices=Outcome.choices, widget=forms.HiddenInput)


class DecideRankingForm(forms.Form):
    """“The first ten take part, the next five wait.”"""

    accepted = forms.IntegerField(label=_("The first … take part"), min_value=0, max_value=5000)
    waitlisted = forms.IntegerField(label=_("The next … wait"), min_value=0, max_value=5000)
    reason = forms.CharField(
        label=_("Reason for all others"),
        help_text=_("Leave it empty to decide about the others later."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
