import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.registry import (
    Keep,
    Kept,
    Words,
    register_erasure,
    register_export,
)
from scharnier.stages.projects.models import AgreementSignature, CheckIn, Voucher

YEARS_KEPT = 10  # the longest of tax law and of the law on small aid

_accounts = _("Vouchers and agreements belong to the accounts, which the law keeps ten years.")
_notes = _("To accompany the team; forgotten two years after the round.")
_round_ends = "project__team__round__ends_on"

RULES = [
    Keep("projects.TeamAgreement.text", why=_accounts, months=120, after=_round_ends, by_law=True),
    *(
        Keep(
            f"projects.BudgetLine.{name}", why=_accounts, months=120, after=_round_ends, by_law=True
        )
        for name in ("description", "payee")
    ),
    *(
        Keep(f"projects.Voucher.{name}", why=_accounts, months=120, after=_round_ends, by_law=True)
        for name in ("voucher_number", "payee", "purpose", "award_note", "query", "answer")
    ),
    *(
        Keep(f"projects.CheckIn.{name}", why=_notes, months=24, after=_round_ends)
        for name in ("note", "next_step")
    ),
]
NOT_PERSONAL = [
    "projects.Project.title",
    "projects.Milestone.title",
    "projects.Prototype.*",
    "projects.PrototypeTest.*",
]


def vouchers_of(person: Person) -> Q:
    """What somebody handed in, or was paid by under their own name."""
    return Q(handed_in_by=person) | Q(payee__iexact=person.name_in_accounts)


def export(person: Person) -> list[dict]:
    signed = AgreementSignature.objects.filter(person=person).select_related("agreement__project")
    handed_in = Voucher.objects.filter(vouchers_of(person)).order_by("pk")
    talks = CheckIn.objects.filter(held_by=person).order_by("pk").select_related("project")
    return [
        *({"signed": str(one.agreement), "version": one.agreement_version, "at": one.signed_at}
          for one in signed.order_by("pk")),
        *({"voucher": one.voucher_number, "payee": one.payee, "purpose": one.purpose,
           "gross_cents": one.gross_cents, "handed_in": one.handed_in_at} for one in handed_in),
        *({"check_in": str(one.project), "held_on": one.held_on, "note": one.note}
          for one in talks),
    ]  # fmt: skip


def erase(person: Person, *, by: Person | None) -> list[Kept]:
    """Block what belongs to the accounts until the law lets it go; then let go of the person."""
    vouchers = Voucher.objects.filter(vouchers_of(person))
    signatures = AgreementSignature.objects.filter(person=person)
    kept = [
        *_kept(_("Vouchers"), vouchers.values_list("invoice_on", flat=True)),
        *_kept(_("Signed agreements"), (one.signed_at.date() for one in signatures)),
    ]
    if not kept:
        vouchers.filter(payee__iexact=person.name_in_accounts).update(payee="")
        vouchers.filter(handed_in_by=person).update(handed_in_by=None)
        signatures.delete()
    CheckIn.objects.filter(held_by=person).update(held_by=None)
    return kept


def _kept(what: Words, days: Iterable[dt.date]) -> list[Kept]:
    """Ten years count from the end of the year of the last row."""
    last = max(days, default=None)
    until = dt.date(last.year + YEARS_KEPT, 12, 31) if last else None
    return [Kept(what, _accounts, until)] if until and until >= clock.today() else []


register_export(_("Projects"), export)
register_erasure(erase)
