import datetime as dt
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import Region
from scharnier.foundation.questions.models import Question
from scharnier.foundation.questions.points import PointsForm
from scharnier.foundation.web.forms import DateField, LineField
from scharnier.stages.events.models import Event, EventKind
from scharnier.stages.jury.models import JuryVerdict
from scharnier.stages.jury.states import TieBreak

Outcome = JuryVerdict.Outcome
CONDITIONS = 4
TIES = 4


class ConveneForm(forms.Form):
    """A new jury day of one of the rounds that the person leads."""

    round = forms.ModelChoiceField(label=_("Round"), queryset=None, empty_label=None)
    held_on = DateField(label=_("Day"))
    region = forms.ModelChoiceField(
        label=_("Region"), queryset=None, required=False, empty_label=_("All regions")
    )
    minutes_per_case = forms.IntegerField(
        label=_("Minutes per team"), min_value=1, max_value=240, initial=8
    )

    def __init__(self, *args, rounds, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds
        self.fields["region"].queryset = Region.objects.filter(
            programme__in=rounds.order_by().values("programme")
        )

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        region, chosen = cleaned.get("region"), cleaned.get("round")
        if region and chosen and region.programme_id != chosen.programme_id:
            self.add_error("region", _("Choose a region of the same programme."))
        return cleaned


class ChangeDayForm(forms.Form):
    """Date, minutes, the event that people registered for, and how ties are broken."""

    held_on = DateField(label=_("Day"))
    minutes_per_case = forms.IntegerField(label=_("Minutes per team"), min_value=1, max_value=240)
    event = forms.ModelChoiceField(
        label=_("Event"), queryset=None, required=False, empty_label=_("No event")
    )

    def __init__(self, *args, day, criteria: Sequence[Question], **kwargs) -> None:
        initial = {
            "held_on": day.held_on,
            "minutes_per_case": day.minutes_per_case,
            "event": day.event_id,
            **{f"tie_{n}": name for n, name in enumerate(day.tie_breaks, start=1)},
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["event"].queryset = Event.objects.filter(
            round=day.round_id, kind=EventKind.JURY_DAY
        )
        choices = [("", "–"), *((c.key, str(c.label)) for c in criteria), *TieBreak.choices]
        for n in range(1, TIES + 1):
            self.fields[f"tie_{n}"] = forms.ChoiceField(
                label=_("At equal points decides, %(n)s.") % {"n": n},
                choices=choices,
                required=False,
            )

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        ties = [cleaned.pop(f"tie_{n}", "") for n in range(1, TIES + 1)]
        return {**cleaned, "tie_breaks": list(dict.fromkeys(tie for tie in ties if tie))}


class InviteForm(forms.Form):
    """Somebody who gets a seat, known or not."""

    name = LineField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"))
    institution = LineField(label=_("Institution"), max_length=160, required=False)


class AddCasesForm(forms.Form):
    challenge = forms.ModelChoiceField(
        label=_("Challenge"), queryset=None, empty_label=_("Choose a team")
    )

    def __init__(self, *args, hearable, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["challenge"].queryset = hearable


class ScoreForm(PointsForm):
    """What the phone sends: any of the criteria, and the note."""

    note = forms.CharField(
        label=_("Your note"),
        help_text=_("Only for you and the jury."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )

    def clean(self) -> dict:
        super().clean()
        note = self.cleaned_data.get("note") if "note" in self.data else None
        return {"points": self.points(), "note": note}


class BiasForm(forms.Form):
    reason = forms.CharField(
        label=_("What connects you?"),
        help_text=_("A word is enough. It stands in the minutes."),
        required=False,
        max_length=300,
    )


class VerdictForm(forms.Form):
    """The verdict in the words that the team will read."""

    outcome = forms.ChoiceField(
        label=_("Verdict"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("Words to the team"),
        help_text=_(
            "Needed if the challenge is to be revised or rejected. They stand in the mail word for word."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    resubmit_by = DateField(
        label=_("Hand in again by"), help_text=_("Only if it is to be revised."), required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, CONDITIONS + 1):
            self.fields[f"condition_{n}"] = forms.CharField(
                label=_("Condition %(n)s") % {"n": n}, max_length=300, required=False
            )
            self.fields[f"due_{n}"] = DateField(label=_("due on"), required=False)

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        conditions = self._conditions(cleaned)
        self._refuse_past_days(cleaned)
        outcome = cleaned.get("outcome")
        if outcome == Outcome.CONDITIONS and not conditions:
            self.add_error("condition_1", _("Write down at least one condition."))
        if outcome == Outcome.REVISE and not cleaned.get("resubmit_by"):
            self.add_error("resubmit_by", _("Say by when the team hands in again."))
        if (
            outcome in {Outcome.REVISE, Outcome.REJECTED}
            and not (cleaned.get("comment") or "").strip()
        ):
            self.add_error("comment", _("Write the words that the team is told."))
        return {
            "outcome": outcome,
            "comment": cleaned.get("comment", ""),
            "resubmit_by": cleaned.get("resubmit_by"),
            "conditions": conditions,
        }

    def _refuse_past_days(self, cleaned: dict) -> None:
        """Nobody can do something by yesterday; what was agreed before stays."""
        for name in ("resubmit_by", *(f"due_{n}" for n in range(1, CONDITIONS + 1))):
            day = cleaned.get(name)
            if day and day < clock.today() and day != self.initial.get(name):
                self.add_error(name, _("This day is past. Choose one that is still to come."))

    @staticmethod
    def _conditions(cleaned: dict) -> list[tuple[str, dt.date | None]]:
        rows = [
            ((cleaned.get(f"condition_{n}") or "").strip(), cleaned.get(f"due_{n}"))
            for n in range(1, CONDITIONS + 1)
        ]
        return [row for row in rows if row[0]]
