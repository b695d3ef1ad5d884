"""A project with people, a budget and a voucher that lacks nothing."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from scharnier.foundation.files import actions as files
from scharnier.foundation.files.models import File
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.applications.models import Applicant
from scharnier.stages.projects import actions
from scharnier.stages.projects.models import BudgetLine, CostCategory, Project, Voucher
from tests import scenes
from tests.factories import AwardFactory, TeamFactory, TeamMemberFactory
from tests.personas import everybody

INVOICED, PAID = dt.date(2026, 9, 1), dt.date(2026, 9, 3)


def picture(name: str = "receipt.png") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


class Stage:
    """Max owns the firm, Kim is the creative; the award is 2,500 €."""

    @scenes.made_once
    def __init__(self) -> None:
        self.team = TeamFactory(confirmed=True, organisation__name="Turnery")
        self.round = self.team.round
        self.people = everybody(self.round.programme)
        member = TeamMemberFactory(
            team=self.team,
            application__name="Studio",
            application__target_group__call=self.team.organisation.call,
        )
        self.max, self.kim = self.people["Max"], self.people["Kim"]
        self.nia, self.tom = self.people["Nia"], self.people["Tom"]
        Applicant.objects.create(application=self.team.organisation, person=self.max)
        Applicant.objects.create(application=member.application, person=self.kim)
        award = AwardFactory(verdict__case__challenge__team=self.team)
        actions.prepare_round(self.round, by=None)
        self.fees = CostCategory.objects.filter(round=self.round).order_by("position")[0]
        self.project: Project = actions.begin(award, title="Order board", by=self.nia)

    def running(self) -> Project:
        for person in (self.max, self.kim):
            self.sign(person)
        Mail.objects.all().delete()
        return self.project

    def sign(self, person: object) -> None:
        agreement = self.project.agreement
        actions.sign_agreement(agreement, version=agreement.version, by=person)
        self.project.refresh_from_db()

    def line(self, cents: int = 100_000) -> BudgetLine:
        return actions.plan_line(
            self.project, category=self.fees, description="Fee", planned_cents=cents, by=self.kim
        )

    def file(self) -> File:
        return files.store(picture(), by=self.kim)

    def voucher(self, line: BudgetLine | None = None, **columns: object) -> Voucher:
        """A draft that could be handed in at once, unless ``columns`` say otherwise."""
        columns = {
            "file": self.file(),
            "voucher_number": f"2026-{self.project.vouchers.count() + 1}",
            "payee": "Studio",
            "purpose": "First half",
            "invoice_on": INVOICED,
            "paid_on": PAID,
            "gross_cents": 50_000,
            "eligible_cents": 50_000,
        } | columns
        voucher = actions.draft_voucher(
            self.project, budget_line=line or self.line(), by=self.kim, **columns
        )
        if voucher.file:
            files.attach([voucher.file], to=voucher)
        return voucher

    def handed_in(self, line: BudgetLine | None = None, **columns: object) -> Voucher:
        voucher = self.voucher(line, **columns)
        actions.hand_in_voucher(voucher, by=self.kim)
        return voucher
