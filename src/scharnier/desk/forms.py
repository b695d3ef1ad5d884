from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.web.forms import DateField


class DayForm(forms.Form):
    day = DateField(
        label=_("Day"), required=False, help_text=_("Leave it empty to go back to today.")
    )


class StepForm(forms.Form):
    """The confirmation of a step between two stages; some need a day."""

    day = DateField(label=_("Day"))

    def __init__(self, *args: object, asks_for_day: str | Promise, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if asks_for_day:
            self.fields["day"].label = str(asks_for_day)
        else:
            del self.fields["day"]
