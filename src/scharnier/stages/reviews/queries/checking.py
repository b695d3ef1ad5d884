from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.models import Application
from scharnier.stages.reviews.models import EligibilityCheck, EligibilityReason
from scharnier.stages.reviews.queries.rounds import visible_to

SMALL = {"1", "2-9", "10-49"}


@dataclass(frozen=True)
class Fact:
    """Something the software knows already. ``kind`` is a tone: good, warn, bad or line."""

    kind: str
    text: str


def reasons_for(round: ProgrammeRound, side: str) -> QuerySet[EligibilityReason]:
    """The points of the formal check for one side, in their order."""
    return EligibilityReason.objects.filter(round=round, side__in=["", side]).order_by(
        "position", "pk"
    )


def check_of(application: Application) -> EligibilityCheck | None:
    return (
        EligibilityCheck.objects.filter(application=application)
        .select_related("checked_by")
        .first()
    )


def checked_applications(round: ProgrammeRound, *, eligible: bool) -> QuerySet[Application]:
    checks = EligibilityCheck.objects.filter(application=OuterRef("pk"), is_eligible=eligible)
    return Application.objects.submitted().filter(Exists(checks), call__round=round)


def next_to_check(person: Person, round: ProgrammeRound) -> Application | None:
    """The first unchecked application: organisations before creatives, in their order."""
    checks = EligibilityCheck.objects.filter(application=OuterRef("pk"))
    waiting = visible_to(person).filter(~Exists(checks), call__round=round)
    return waiting.order_by("-side", "number_key", "pk").first()


def facts_of(application: Application, answers: dict) -> list[Fact]:
    """What is known before anybody reads: time, place, size, other funding, duplicates."""
    return [
        _in_time(application),
        _place(application),
        *_from_answers(answers),
        *_duplicates(application),
    ]


def _in_time(application: Application) -> Fact:
    if application.is_late:
        reason = application.late_reason or _("no reason written down")
        return Fact("warn", _("Handed in late, by a late entry: %(reason)s") % {"reason": reason})
    return Fact("good", _("Handed in before the deadline"))


def _place(application: Application) -> Fact:
    if not application.district:
        return Fact("warn", _("Place unknown: look at the address"))
    regions = application.round.programme.regions.all()
    home = next((r for r in regions if application.district in r.districts), None)
    place = application.municipality or application.district
    if home is None:
        kind = "bad" if regions else "line"
        return Fact(kind, _("%(place)s is in none of the regions") % {"place": place})
    return Fact(
        "good", _("%(place)s is in the region %(region)s") % {"place": place, "region": home}
    )


def _from_answers(answers: dict) -> list[Fact]:
    facts = []
    size = answers.get("headcount_class")
    if size:
        kind = "good" if str(size) in SMALL else "bad"
        facts.append(Fact(kind, _("Employees: %(size)s") % {"size": str(size).replace("-", "–")}))
    if answers.get("double_funding") is True:
        facts.append(Fact("bad", _("Says that another funding runs for the same project")))
    elif answers.get("double_funding") is False:
        facts.append(Fact("good", _("Says that no other funding runs")))
    if answers.get("blueprint_ok") is False:
        facts.append(Fact("bad", _("Does not agree to a blueprint")))
    return facts


def _duplicates(application: Application) -> list[Fact]:
    same = Application.objects.submitted().filter(
        call=application.call_id, side=application.side, name__iexact=application.name
    )
    numbers = list(same.exclude(pk=application.pk).values_list("number", flat=True)[:3])
    if not application.name or not numbers:
        return []
    return [Fact("warn", _("Same name as %(numbers)s") % {"numbers": ", ".join(numbers)})]
