from django import forms
from django.utils.translation import gettext_lazy as _


class EditForm(forms.Form):
    """The words of a held mail, and the version that the editor was shown."""

    subject = forms.CharField(label=_("Subject"), max_length=250)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "An empty line begins a paragraph; a line that is only a link becomes a button. "
            "[Link 1] stands for the reader's own link, which nobody else may see."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SettleForm(forms.Form):
    """What a person found out about an unclear mail."""

    ARRIVED, AGAIN, NEVER_MIND = "arrived", "again", "discard"

    found = forms.ChoiceField(
        label=_("What did you find out?"),
        widget=forms.RadioSelect,
        choices=[
            (ARRIVED, _("It has arrived")),
            (AGAIN, _("It has not arrived: send it again")),
            (NEVER_MIND, _("It no longer matters")),
        ],
    )


class Numbers(forms.Field):
    """The primary keys of chosen rows, as many as there are."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[int]:
        return sorted({int(number) for number in value or [] if str(number).isdecimal()})


class ReleaseForm(forms.Form):
    """Which mails, or all held ones up to the last that was there, and whether they were seen.

    The button ``anyway`` also lets go what is no longer true, ``never`` discards it.
    """

    selected = Numbers(required=False)
    up_to = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)
