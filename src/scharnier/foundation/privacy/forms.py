from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """Nobody erases themselves by a slip of the finger."""

    sure = forms.BooleanField(
        label=_("I want my data erased. I know that I cannot sign in afterwards."),
        error_messages={"required": _("Tick this if you really want your data erased.")},
    )
