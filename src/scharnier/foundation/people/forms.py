from django import forms
from django.utils.translation import gettext_lazy as _


class NewLinkForm(forms.Form):
    """Whose link: the address, and nothing more."""

    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
