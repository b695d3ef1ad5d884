"""Text from the browser → what the actions of programmes take."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from scharnier.foundation import places
from scharnier.foundation.programmes.models import Programme, ProgrammeRound, Region, Role
from scharnier.foundation.slugs import slug_of
from scharnier.foundation.web import theme
from scharnier.foundation.web.forms import (
    CheckList,
    DateField,
    LanguagesField,
    LineField,
    MoneyField,
)

# The settings of a round as people look for them: a heading, then fields.
GROUPS: list[tuple[str | Promise, list[str]]] = [
    (_("Name and days"), ["name", "starts_on", "ends_on", "currency"]),
    (_("Wording"), ["team_label", "teams_label"]),
    (_("Applications"), ["grace_minutes", "resume_link_days"]),
    (_("Selection"), ["reviewers_per_application", "blind_review"]),
    (
        _("Teams"),
        [
            "team_min",
            "team_max",
            "min_sectors",
            "teams_per_creative",
            "hours_default",
            "wish_no_is_veto",
        ],
    ),
    (
        _("Jury"),
        ["jury_scale_max", "jury_threshold", "jury_min_scores", "jury_spread_flagged"],
    ),
    (
        _("Money"),
        ["award_cents", "funding_rate", "levy_rate", "eligible_from", "eligible_until"],
    ),
    (_("Accompaniment"), ["silent_after_days"]),
    (_("Mails"), ["holds_mails"]),
    (_("Data protection"), ["keep_rejected_months", "keep_waitlist_months"]),
]
HINTS = {
    "ends_on": _("The last date of the timeline, usually the final event."),
    "currency": _("Three letters, for example EUR."),
    "team_label": _("For example: Team, Match or Tandem."),
    "grace_minutes": _("For who presses “send” at the last moment. Nobody is told of them."),
    "resume_link_days": _("After that the page sends a new link."),
    "reviewers_per_application": _("So many people score each application."),
    "blind_review": _("Reviewers then see neither names nor pictures."),
    "min_sectors": _("So many different submarkets meet in a team, at least."),
    "teams_per_creative": _("In so many teams may one person be at the same time."),
    "hours_default": _(
        "Who has fewer is not proposed for a team; who says nothing is taken to have them."
    ),
    "wish_no_is_veto": _("Without this a “no” only weighs against the pair."),
    "jury_threshold": _("With so many points or more the jury may approve."),
    "jury_min_scores": _("Before that the chair cannot close a case."),
    "jury_spread_flagged": _("If scores differ by so many points, the jury talks about it."),
    "award_cents": _("What a team may spend. Agreements already signed keep their amount."),
    "funding_rate": _("The share that the funder pays."),
    "levy_rate": _("On fees to self-employed creatives, in the year of payment."),
    "eligible_from": _("Vouchers from before are refused."),
    "eligible_until": _("Vouchers from after are refused."),
    "silent_after_days": _("Projects without news float up in the agents' list."),
    "holds_mails": _("Every mail waits in the outbox until the lead releases it."),
    "keep_rejected_months": _("Counted from the decision; then they are made anonymous."),
    "keep_waitlist_months": _("Counted from the decision; then it is deleted."),
}
LARGEST_SMALL_NUMBER = 32_767


def field_for(name: str) -> forms.Field:
    """The house's control for one setting of a round, with the model's word and our hint."""
    column = ProgrammeRound._meta.get_field(name)
    said = {"label": column.verbose_name, "help_text": HINTS.get(name, "")}
    said["required"] = not column.blank
    if isinstance(column, I18nCharField):
        return LanguagesField(max_length=column.max_length, **said)
    if name.endswith("_cents"):
        return MoneyField(**said)
    if isinstance(column, models.DateField):
        return DateField(**said)
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(**(said | {"required": False}))
    if isinstance(column, models.IntegerField):
        highest = {"jury_threshold": 100}.get(name, LARGEST_SMALL_NUMBER)
        return forms.IntegerField(min_value=0, max_value=highest, **said)
    field = column.formfield(**said)
    if field is None:
        raise LookupError(f"No control is known for {name}.")
    return field


class RoundSettingsForm(forms.Form):
    """All settings of a round, in ``GROUPS``."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for _heading, names in GROUPS:
            for name in names:
                self.fields[name] = field_for(name)

    def groups(self) -> list[dict]:
        """For the template: a heading with its fields."""
        return [
            {"heading": heading, "fields": [self[name] for name in names]}
            for heading, names in GROUPS
        ]

    def clean_currency(self) -> str:
        code = self.cleaned_data["currency"].upper()
        if len(code) != 3 or not code.isalpha():
            raise ValidationError(_("Write the three letters of a currency, for example EUR."))
        return code

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        self._in_order("starts_on", "ends_on", _("The last day must not be before the first day."))
        self._in_order(
            "team_min", "team_max", _("The largest team must not be smaller than the smallest.")
        )
        self._in_order(
            "eligible_from", "eligible_until", _("The last day must not be before the first day.")
        )
        return cleaned

    def _in_order(self, low: str, high: str, complaint: str | Promise) -> None:
        first, last = self.cleaned_data.get(low), self.cleaned_data.get(high)
        if first is not None and last is not None and first > last:
            self.add_error(high, complaint)


class ChangeProgrammeForm(forms.Form):
    name = LanguagesField(label=_("Name"), max_length=200)
    funding_notice = LanguagesField(
        label=_("Funding notice"),
        help_text=_("Stands at the foot of every page and in documents. Markdown."),
        long=True,
        required=False,
    )


class ColoursForm(forms.Form):
    brand_colour = forms.CharField(
        label=_("Brand colour"),
        help_text=_("All shades are made from it so that texts stay readable."),
        widget=forms.TextInput(attrs={"type": "color", "data-narrow": True}),
    )
    spark_colour = forms.CharField(
        label=_("Highlight colour"),
        help_text=_("For marks and the second leaf; it always carries dark text."),
        widget=forms.TextInput(attrs={"type": "color", "data-narrow": True}),
    )

    def clean_brand_colour(self) -> str:
        return self._colour("brand_colour")

    def clean_spark_colour(self) -> str:
        return self._colour("spark_colour")

    def _colour(self, name: str) -> str:
        colour = self.cleaned_data[name].strip()
        if not theme.is_colour(colour):
            raise ValidationError(_("Write a colour like #1d3fc0."))
        return theme.normal(colour)


def district_choices() -> list[tuple[str, str]]:
    return [(district.ags, district.name) for district in places.DISTRICTS]


class RegionForm(forms.Form):
    name = LanguagesField(label=_("Name"), max_length=120)
    districts = forms.MultipleChoiceField(
        label=_("Districts"), choices=district_choices, widget=CheckList
    )


def region_slug(programme: Programme, name: object) -> str:
    """An address for a new region that no other one of the programme has."""
    wanted = slug_of(name, longest=40) or "region"
    taken = set(Region.objects.filter(programme=programme).values_list("slug", flat=True))
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


class PartnerForm(forms.Form):
    association = LineField(label=_("Name of the association"), max_length=200)
    regions = forms.ModelMultipleChoiceField(
        label=_("Answers for these regions"), queryset=None, required=False, widget=CheckList
    )

    def __init__(self, programme: Programme, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regions"].queryset = programme.regions.order_by("pk")


class GrantRoleForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("With this address they sign in; no password is needed.")
    )
    name = LineField(
        label=_("Name"),
        help_text=_("Only needed if we do not know the address yet."),
        max_length=200,
        required=False,
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    region = forms.ModelChoiceField(
        label=_("Region"),
        help_text=_("With a region the role holds only there."),
        queryset=None,
        required=False,
        empty_label=_("The whole programme"),
    )

    def __init__(self, programme: Programme, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = programme.regions.order_by("pk")
