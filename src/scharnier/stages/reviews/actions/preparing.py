from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions import templates
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.stages.reviews.models import EligibilityCheck, EligibilityReason, Rubric
from scharnier.stages.reviews.shipped import REASONS, RUBRICS


@transaction.atomic
def prepare_round(round: ProgrammeRound, *, by: Person | None) -> None:
    """Give the round the shipped points of the formal check and a rubric a side.

    What it already has stays as it is, so that doing it twice changes nothing.
    """
    known = set(EligibilityReason.objects.filter(round=round).values_list("code", flat=True))
    EligibilityReason.objects.bulk_create(
        EligibilityReason(
            round=round,
            position=position,
            code=reason["code"],
            side=reason["side"],
            title=LazyI18nString(reason["title"]),
            sentence=LazyI18nString(reason["sentence"]),
        )
        for position, reason in enumerate(REASONS, start=1)
        if not known
    )
    has = set(Rubric.objects.filter(round=round).values_list("side", flat=True))
    for side, template in RUBRICS.items():
        if side not in has:
            form = questions.build_form(templates.load(template), by=by)
            Rubric.objects.create(round=round, side=side, form=form)
    record("reviews.prepared", round, by=by)


@transaction.atomic
def add_reason(
    round: ProgrammeRound,
    *,
    code: str,
    side: str,
    title: LazyI18nString,
    sentence: LazyI18nString,
    by: Person | None,
) -> EligibilityReason:
    """Add a point to the formal check. Raises Refused if the code is taken."""
    last = EligibilityReason.objects.filter(round=round).aggregate(last=Max("position"))["last"]
    try:
        with transaction.atomic():
            reason = EligibilityReason.objects.create(
                round=round,
                code=code,
                side=side,
                title=title,
                sentence=sentence,
                position=(last or 0) + 1,
            )
    except IntegrityError:
        raise Refused(
            _("There is a point “%(code)s” already. Choose another code.") % {"code": code}
        ) from None
    record("reviews.reason_added", round, by=by, code=code)
    return reason


@transaction.atomic
def change_reason(
    reason: EligibilityReason,
    *,
    side: str,
    title: LazyI18nString,
    sentence: LazyI18nString,
    by: Person | None,
) -> None:
    """Change a point of the formal check. Reasons already told to somebody stay as they were."""
    reason.side, reason.title, reason.sentence = side, title, sentence
    reason.save(update_fields=["side", "title", "sentence"])
    record("reviews.reason_changed", reason.round, by=by, code=reason.code)


@transaction.atomic
def drop_reason(reason: EligibilityReason, *, by: Person | None) -> None:
    """Take a point out. Raises Refused once a check has used it."""
    checks = EligibilityCheck.objects.filter(application__call__round=reason.round_id)
    if any(reason.code in codes for codes in checks.values_list("reasons", flat=True)):
        raise Refused(
            _("“%(reason)s” was used in a check. Change its words instead.") % {"reason": reason}
        )
    record("reviews.reason_dropped", reason.round, by=by, code=reason.code)
    reason.delete()
