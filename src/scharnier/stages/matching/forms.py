from django import forms
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.people.models import Person
from scharnier.stages.applications.models import Application
from scharnier.stages.matching.models import Participant, TeamMember
from scharnier.stages.matching.states import WISH_WORDS

REASON = 300


class WishForm(forms.Form):
    """What was tapped; an empty value takes it back."""

    about = forms.ModelChoiceField(Participant.objects.none())
    value = forms.TypedChoiceField(
        choices=[("", ""), *WISH_WORDS.items()], coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args, giver: Participant, **kwargs):
        super().__init__(*args, **kwargs)
        others = Participant.objects.filter(matching=giver.matching_id).exclude(side=giver.side)
        self.fields["about"].queryset = others.select_related("application")


class MoveForm(forms.Form):
    """Where a creative goes. Empty source or target: the pool."""

    source = forms.ModelChoiceField(
        Participant.objects.none(), required=False, widget=forms.HiddenInput
    )
    target = forms.ModelChoiceField(Participant.objects.none(), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why in spite of the rule?"), max_length=REASON, required=False
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            self.fields[name].queryset = organisations


class VersionForm(forms.Form):
    """The version of the board that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PairForm(forms.Form):
    """Two whom somebody asks about."""

    organisation = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Organisation"), empty_label=_("Please choose")
    )
    creative = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Creative"), empty_label=_("Please choose")
    )

    def __init__(self, *args, organisations, creatives, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["creative"].queryset = creatives


class RulePairForm(PairForm):
    """Pin, exclude or free them."""

    rule = forms.ChoiceField(choices=[("pin", ""), ("veto", ""), ("free", "")])
    reason = forms.CharField(max_length=REASON, required=False)


class StandInForm(forms.Form):
    application = forms.ModelChoiceField(
        Application.objects.none(), label=_("Who stands in?"), empty_label=_("Please choose")
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["application"].queryset = candidates
        self.fields["application"].label_from_instance = lambda a: f"{a.number} {a}"


class ProposeForm(forms.Form):
    keep_placed = forms.BooleanField(required=False)


class AdoptForm(forms.Form):
    """Which proposed teams to take over; with ``everything`` all of them."""

    organisations = forms.ModelMultipleChoiceField(Participant.objects.none(), required=False)
    everything = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = organisations


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does it not fit?"),
        help_text=_("Only the network agents read this. It helps them to find somebody else."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=REASON,
    )


class DissolveForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody on the team reads this in the mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=REASON,
    )


class ReplaceForm(forms.Form):
    leaving = forms.ModelChoiceField(
        TeamMember.objects.none(), label=_("Who leaves?"), empty_label=None
    )
    joining = forms.ModelChoiceField(
        Application.objects.none(), label=_("Who joins?"), empty_label=_("Please choose")
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who leaves reads this in the mail."),
        max_length=REASON,
    )

    def __init__(self, *args, members, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaving"].queryset = members
        self.fields["leaving"].label_from_instance = lambda member: str(member.application)
        self.fields["joining"].queryset = candidates
        self.fields["joining"].label_from_instance = lambda a: f"{a.number} {a}"


class AgentForm(forms.Form):
    agent = forms.ModelChoiceField(
        Person.objects.none(), label=_("Network agent"), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, *args, agents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agent"].queryset = agents
