from django import forms
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.web.forms import DateField


class DayForm(forms.Form):
    day = DateField(
        label=_("Day"), required=False, help_text=_("Leave it empty to go back to today.")
    )
