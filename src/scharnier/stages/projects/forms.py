from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from scharnier.foundation import clock
from scharnier.foundation.files.forms import FileField
from scharnier.foundation.web.forms import ChoiceCards, DateField, LineField, MoneyField
from scharnier.stages.projects.models import (
    BudgetLine,
    CostCategory,
    HealthStatus,
    Licence,
    Project,
    TeamAgreement,
)

KINDS, MOST_FILES = ("image", "pdf", "xml"), 6


class AgreementForm(forms.Form):
    """The agreement. ``seen`` guards against two writers."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Agreement"),
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("Markdown: “## ” begins a heading, “- ” or “1. ” a list."),
    )
    licence = forms.ChoiceField(label=_("Licence of the blueprint"), choices=Licence.choices)
    levy_debtor = forms.ChoiceField(
        label=_("Who owes the artists' social levy"),
        choices=TeamAgreement.LevyDebtor.choices,
        help_text=_("Whoever contracts and pays the creative."),
    )


class SignForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("I have read the agreement and agree to it, also for those I speak for.")
    )


class LineForm(forms.Form):
    """A planned cost. ``cleaned_data`` are the arguments of ``plan_line`` and ``change_line``."""

    category = forms.ModelChoiceField(
        label=_("Cost category"), queryset=CostCategory.objects.none(), empty_label=None
    )
    description = forms.CharField(label=_("What for"), max_length=200)
    payee = LineField(label=_("Paid to"), max_length=200, required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_cents"] = MoneyField(
            label=_("Planned amount"), min_cents=1, currency=project.round.currency
        )
        categories = CostCategory.objects.filter(round=project.round).order_by("position", "pk")
        cast(forms.ModelChoiceField, self.fields["category"]).queryset = categories


class VoucherForm(forms.Form):
    """A voucher as typed. ``cleaned_data`` are the columns, ``uploads`` its new files."""

    budget_line = forms.ModelChoiceField(
        label=_("Budget line"), queryset=BudgetLine.objects.none(), empty_label=None
    )
    voucher_number = LineField(
        label=_("Number on the voucher"),
        max_length=60,
        help_text=_("As printed, for instance 2027-014."),
    )
    payee = LineField(label=_("Paid to"), max_length=200)
    purpose = LineField(label=_("Reason of payment"), max_length=300)
    invoice_on = DateField(label=_("Date of invoice"))
    ordered_on = DateField(label=_("Date of order"), required=False)
    paid_on = DateField(
        label=_("Date of payment"),
        required=False,
        help_text=_("It stands on the bank statement. Without it you can save, but not hand in."),
    )
    gross_cents = MoneyField(label=_("Gross amount"), min_cents=1)
    vat_cents = MoneyField(label=_("Of which VAT"), min_cents=0, help_text=_("0 if none is shown."))
    eligible_cents = MoneyField(
        label=_("Of which eligible"), min_cents=0, required=False, help_text=_("Empty: all of it.")
    )
    bears_levy = forms.BooleanField(
        label=_("A fee to a self-employed creative (bears the artists' social levy)"),
        required=False,
    )
    award_note = forms.CharField(
        label=_("Why this offer?"),
        max_length=300,
        required=False,
        help_text=_("From 1,000 € net on: how many quotes, or why only one."),
    )
    uploads = FileField(
        label=_("Photos or files of the voucher"),
        required=False,
        multiple=MOST_FILES,
        kinds=KINDS,
        help_text=_(
            "Invoice, receipt, bank statement: PDF, photo or e-invoice (XML). With the phone you can take a photo at once."
        ),
    )
    answer = forms.CharField(
        label=_("Your answer to the question"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(
        self, *args: Any, project: Project, is_queried: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # Only saving goes without it, as its hint says: it is not called optional.
        cast(Any, self.fields["paid_on"]).one_required = True
        if not is_queried:
            del self.fields["answer"]
        lines = project.budget_lines.order_by("position", "pk")
        cast(forms.ModelChoiceField, self.fields["budget_line"]).queryset = lines
        currency = project.round.currency
        for name in ("gross_cents", "vat_cents", "eligible_cents"):
            field = cast(MoneyField, self.fields[name])
            field.currency = field.widget.currency = currency

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        gross, vat = cleaned.get("gross_cents"), cleaned.get("vat_cents")
        if gross is not None and vat is not None and vat > gross:
            self.add_error("vat_cents", _("Enter a VAT that is not more than the gross amount."))
        if gross is not None and cleaned.get("eligible_cents") is None:
            cleaned["eligible_cents"] = gross
        elif gross is not None and cleaned["eligible_cents"] > gross:
            self.add_error(
                "eligible_cents", _("Enter an amount that is not more than the gross amount.")
            )
        invoice = cleaned.get("invoice_on")
        if invoice and invoice > clock.today():
            self.add_error("invoice_on", _("Enter a date that is not in the future."))
        return cleaned


class AnswerForm(forms.Form):
    """What the team says to a question about its voucher."""

    answer = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        help_text=_("In your own words; the treasurer reads it beside the voucher."),
    )


class QueryForm(forms.Form):
    query = forms.CharField(
        label=_("Question or reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        help_text=_("Goes to whoever handed the voucher in, word by word."),
    )


class CheckInForm(forms.Form):
    held_on = DateField(label=_("Day of the talk"))
    health_status = forms.ChoiceField(
        label=_("How is it going?"),
        choices=HealthStatus.choices,
        widget=ChoiceCards(
            hints={
                HealthStatus.GREEN: _("As agreed, nothing in the way."),
                HealthStatus.AMBER: _("Something is in the way; the team is on it."),
                HealthStatus.RED: _("The team cannot solve it alone."),
            }
        ),
    )
    note = forms.CharField(
        label=_("What is true now?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    next_step = LineField(label=_("Next step"), max_length=200, required=False)
    next_on = DateField(label=_("By"), required=False)


class MilestoneForm(forms.Form):
    title = LineField(label=_("Milestone"), max_length=160)
    due_on = DateField(label=_("Due"))


class PrototypeForm(forms.Form):
    name = LineField(label=_("Name"), max_length=160)
    description = forms.CharField(
        label=_("What is it, and what can it do?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")
    upload = FileField(label=_("Picture or file"), required=False)


class TestForm(forms.Form):
    tested_on = DateField(label=_("Day of the test"))
    testers = forms.IntegerField(
        label=_("How many people tried it?"), min_value=1, max_value=10_000
    )
    finding = forms.CharField(
        label=_("What did you find?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    change = forms.CharField(
        label=_("What do you change?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class TitleForm(forms.Form):
    title = LineField(
        label=_("Title"),
        max_length=200,
        help_text=_("What will be there in the end, for instance “Order board in the workshop”."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=600
    )
