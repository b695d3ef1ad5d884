"""What the team asks of a call: names and numbers to compare, who is alike, counts, imports."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.translation import pgettext as _p

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.places import fold
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.queries import programmes_for
from scharnier.stages.applications import standing
from scharnier.stages.applications.models import Applicant, Application, ImportRun, QuestionBack
from scharnier.stages.applications.queries.reading import for_call, loaded, owner_of
from scharnier.stages.applications.standing import Word
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.applications.states import QuestionBackState
from scharnier.stages.calls.models import Call, Side, TargetGroup

MANY = 5  # duplicates named at most
LATELY = dt.timedelta(days=3)

SORTED_DIGITS = 8


def key_of(name: str) -> str:
    """A name as it is compared: without case, marks, spaces and spelling of umlauts."""
    return fold(name[:200]).replace(" ", "").replace("/", "")[:200]


def number_key_of(number: str) -> str:
    """A number as it is sorted: its digits filled up, so that the thousandth comes last."""
    side, dash, count = number.rpartition("-")
    return f"{side}{dash}{count.zfill(SORTED_DIGITS)}"


def calls_in_short(person: Person) -> QuerySet[Call]:
    """The same with no more than names, dates and sides, for the list of applications."""
    shown = ["slug", "state", "deadline_at", "opens_at", "round__name", "round__programme"]
    sides = TargetGroup.objects.only("side", "call").order_by("-side")
    calls = calls_worked_on_by(person).select_related(None).prefetch_related(None)
    return (
        calls.select_related("round")
        .only(*shown)
        .prefetch_related(Prefetch("target_groups", sides))
    )


def where_they_stand(
    applications: Sequence[Application], *, asked: Collection[int] | None = None
) -> dict[int, Word]:
    """What is true of each now, by key, as the team may know it; drafts and the like need no word.

    A question that waits for an answer comes first, then what a later stage says of it.
    ``asked`` are those of which something is asked back, if that is known already.
    """
    sent = [one for one in applications if one.state == S.SUBMITTED]
    if asked is None:
        open_ones = QuestionBack.objects.filter(application__in=sent, state=QuestionBackState.OPEN)
        asked = open_ones.values_list("application", flat=True)
    waiting = dict.fromkeys(asked, Word(_p("application", "Asked back"), "warn"))
    closed = {
        one.pk: Word(_p("application", "Being reviewed"), "brand")
        for one in sent
        if not one.call.is_open
    }
    return closed | standing.words_of(sent) | waiting


def alike(application: Application) -> list[Application]:
    """Others of the same side that bear the same name or belong to the same people."""
    same = Q(applicants__person__in=[a.person_id for a in application.applicants.all()])
    if application.name_key:
        same |= Q(name_key=application.name_key)
    others = Application.objects.filter(
        same, call=application.call_id, side=application.side, state__in=[S.DRAFT, S.SUBMITTED]
    ).exclude(pk=application.pk)
    return list(others.distinct().order_by("pk")[:MANY])


def handed_in_by_the_same(application: Application) -> list[Application]:
    """Others that count towards the call's limit: of the same owner, or of the same firm.

    A firm is the same if name and place are; an applicant is told of a number only, and
    of that one because it bears the name that was typed.
    """
    owner = owner_of(application)
    same = Q(applicants__person=owner, applicants__part="owner") if owner else Q(pk__in=[])
    if application.side == Side.ORGANISATION and application.name_key:
        same |= Q(name_key=application.name_key, municipality=application.municipality)
    others = Application.objects.submitted().filter(
        same, call=application.call_id, side=application.side
    )
    return list(others.exclude(pk=application.pk).distinct().order_by("number_key", "pk"))


def unfinished(call: Call) -> QuerySet[Application]:
    """Drafts of people who can be written to and may still hand in."""
    return (
        loaded()
        .filter(call=call, state=S.DRAFT, applicants__part="owner")
        .exclude(applicants__person__email=None)
        .order_by("pk")
        .distinct()
    )


def typed_too_late() -> QuerySet[Application]:
    """Drafts in which somebody wrote after the deadline, in the last days."""
    since = clock.now() - LATELY
    return (
        loaded()
        .filter(state=S.DRAFT, call__deadline_at__lt=clock.now(), changed_at__gt=since)
        .filter(changed_at__gt=F("call__deadline_at"))
        .order_by("pk")
    )


def in_the_running(call: Call) -> QuerySet[Application]:
    """Drafts and what was handed in: everybody for whom a new deadline changes something."""
    return (
        loaded()
        .filter(
            call=call, state__in=[S.DRAFT, S.SUBMITTED], applicants__person__email__isnull=False
        )
        .order_by("pk")
        .distinct()
    )


def changed_but_not_sent(call: Call) -> QuerySet[Application]:
    """Handed in, then changed, and the change not handed in yet."""
    return (
        loaded()
        .filter(call=call, state=S.SUBMITTED)
        .exclude(sheet__sent_version=None)
        .exclude(sheet__sent_version=F("sheet__version"))
        .order_by("pk")
    )


def counts(call: Call) -> dict[str, int]:
    """How many of each state there are, in one query."""
    rows = for_call(call).order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in rows}


def import_runs_visible_to(person: Person) -> QuerySet[ImportRun]:
    """Files that were read into the programmes in which the person works."""
    programmes = programmes_for(person, Role.LEAD, Role.AGENT)
    return ImportRun.objects.filter(call__round__programme__in=programmes).select_related(
        "call__round__programme", "started_by"
    )


def calls_worked_on_by(person: Person) -> QuerySet[Call]:
    """The calls of the programmes in which the person leads or is an agent, the latest first."""
    programmes = programmes_for(person, Role.LEAD, Role.AGENT)
    return (
        Call.objects.filter(round__programme__in=programmes)
        .select_related("round__programme")
        .prefetch_related("target_groups")
        .order_by("-opens_at", "-pk")
    )


def theirs_alone(person: Person) -> QuerySet[Application]:
    """What somebody owns and nobody else could go on with."""
    shared = Applicant.objects.filter(part=Applicant.Part.EDITOR).exclude(person=person)
    owned = Applicant.objects.filter(person=person, part=Applicant.Part.OWNER)
    return Application.objects.filter(pk__in=owned.values("application")).exclude(
        pk__in=shared.values("application")
    )
