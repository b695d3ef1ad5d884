import contextlib
import secrets

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_altcha import AltchaField, get_altcha_challenge

from scharnier.foundation import clock
from scharnier.foundation.web.forms import CheckList, LineField, MomentField
from scharnier.stages.applications.models import Applicant

SALT = "applications.begin"
FASTEST = 2  # seconds between seeing the form and sending it; machines are quicker
HARDEST = 40_000  # steps of the puzzle, at most


class BeginForm(forms.Form):
    """An address is all. What only machines do is noticed, not punished: see ``is_human``."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a link with which you can go on at any time. No password needed."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # Nobody sees it; machines fill in what looks like a field and skip what says “hidden”.
    website = forms.CharField(
        required=False, widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"})
    )
    started = forms.CharField(required=False, widget=forms.HiddenInput)
    altcha = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave the hidden field empty."))
        return ""

    @property
    def is_human(self) -> bool:
        """The puzzle was solved and the form was not sent at once."""
        return self._took_its_time() and self._has_solved_the_puzzle()

    def _took_its_time(self) -> bool:
        try:
            started = signing.loads(self.cleaned_data["started"], salt=SALT, max_age=86_400)
        except signing.BadSignature:
            return False
        return clock.machine_now().timestamp() - started >= FASTEST

    def _has_solved_the_puzzle(self) -> bool:
        solution = self.cleaned_data["altcha"]
        with contextlib.suppress(ValidationError):
            AltchaField().clean(solution)
            return bool(solution)
        return False


def fresh_start() -> str:
    """When the form was shown, signed."""
    return signing.dumps(clock.machine_now().timestamp(), salt=SALT)


def puzzle() -> dict:
    """A small sum for the visitor's browser: nothing for one person, much for a thousand."""
    challenge = get_altcha_challenge(max_number=HARDEST)
    return {**vars(challenge), "id": secrets.token_hex(4)}


class SubmitForm(forms.Form):
    truth = forms.BooleanField(
        label=_("My answers are true"),
        help_text=_("I may speak for those whom I apply for."),
        error_messages={"required": _("Confirm that your answers are true.")},
    )
    reply = forms.CharField(
        label=_("Your reply to our question"),
        help_text=_("If your answers stand as they are, or to say what you have changed."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, asks_for_reply: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_for_reply:
            del self.fields["reply"]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Do you want to tell us why?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    part = forms.ChoiceField(
        label=_("What may this person do?"),
        choices=[
            (Applicant.Part.EDITOR, _("Read and edit")),
            (Applicant.Part.VIEWER, _("Read only")),
        ],
        initial=Applicant.Part.EDITOR,
        widget=forms.RadioSelect,
    )


class EnterOnBehalfForm(forms.Form):
    name = LineField(label=_("Name of the person you speak with"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Without one, nothing is mailed; you tell them by telephone."),
    )
    phone = LineField(label=_("Telephone"), required=False, max_length=40)
    reason = forms.CharField(
        label=_("Why after the deadline?"),
        required=False,
        max_length=300,
        help_text=_("Only needed if the call is closed. It stands in the trail."),
    )


class GrantLateEntryForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address of the applicant"))
    until = MomentField(label=_("May hand in until"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("The applicant reads it in the mail.")
    )


class AskBackForm(forms.Form):
    """Which answers are unclear, what we want to know, and by when."""

    questions = forms.MultipleChoiceField(
        label=_("Which answers may be changed?"),
        widget=CheckList,
        error_messages={"required": _("Choose at least one question.")},
    )
    text = forms.CharField(
        label=_("What we want to know"),
        help_text=_("The applicants read it in the mail and on their page."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    until = MomentField(label=_("Answer by"))

    def __init__(self, *args, choices=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = choices


class MergeForm(forms.Form):
    """Which of those that look alike stays."""

    into = forms.TypedChoiceField(
        label=_("Keep this one"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the application that stays.")},
    )

    def __init__(self, *args, choices=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = choices


class ReadFileForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV, Excel or OpenDocument, with the questions in the first row."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
    )
