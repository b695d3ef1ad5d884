"""Points for the criteria of a rubric, as a browser sends them."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.questions.models import Question


class PointsForm(forms.Form):
    """Any of the criteria of a rubric, each from 0 to ``highest``."""

    def __init__(self, *args, criteria: Sequence[Question], highest: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[criterion.key] = forms.IntegerField(
                min_value=0,
                max_value=highest,
                required=False,
                label=criterion.label,
                error_messages={"invalid": _("Choose one of the points.")},
            )

    def points(self) -> dict[str, int | None]:
        """What was sent, by the key of its criterion; what cannot be is left out."""
        return {c.key: self.cleaned_data.get(c.key) for c in self.criteria if self.data.get(c.key)}
