import datetime as dt

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.rules import grants_of
from scharnier.foundation.web import formats
from scharnier.stages.calls.models import (
    ORDERED_PARTS,
    Call,
    CallDate,
    CallMedium,
    Contact,
    EligibilityQuestion,
    Reminder,
    TargetGroup,
)
from scharnier.stages.calls.states import Phase


def visible_to(person: Person, *roles: Role) -> QuerySet[Call]:
    """The calls of the programmes in which the person holds one of ``roles`` (default: any).

    The twin of ``calls.view_call``; the workspace's, not the public's.
    """
    wanted = set(roles) or set(Role)
    programmes = {grant.programme_id for grant in grants_of(person) if grant.role in wanted}
    return Call.objects.filter(round__programme__in=programmes).select_related("round__programme")


def calls_for(person: Person) -> QuerySet[Call]:
    """What lead and agents work with, the latest opening first."""
    return visible_to(person, Role.LEAD, Role.AGENT).order_by("-opens_at", "-pk")


def public_calls() -> QuerySet[Call]:
    """Published calls, the latest opening first; archived ones keep only their page."""
    return Call.objects.published().select_related("round__programme").order_by("-opens_at", "-pk")


def open_calls() -> QuerySet[Call]:
    """Calls through whose door one can walk now, the nearest deadline first."""
    return (
        Call.objects.taking_applications()
        .select_related("round__programme")
        .order_by("deadline_at", "pk")
    )


def is_any_real_one_public() -> bool:
    """Whether strangers can read a call that is no demonstration."""
    return public_calls().filter(round__programme__is_fictional=False).exists()


def for_round(round: ProgrammeRound) -> Call | None:
    return Call.objects.filter(round=round).select_related("round__programme").first()


def next_call(call: Call) -> Call | None:
    """The programme's call that comes after a closed one, if it is announced and not over."""
    return (
        Call.objects.published()
        .filter(round__programme=call.round.programme_id, opens_at__gt=call.deadline_at)
        .filter(deadline_at__gt=clock.now())
        .order_by("opens_at")
        .first()
    )


def load_doors(call: Call) -> None:
    """What the hinge at the top of the call page says."""
    prefetch_related_objects(
        [call],
        Prefetch("target_groups", TargetGroup.objects.order_by("-side")),
        "extensions",
        _in_order("eligibility_questions"),
    )


def load_everything(call: Call) -> None:
    """All parts of the call page, each in one query and in the order of the page."""
    load_doors(call)
    prefetch_related_objects(
        [call],
        "regions",
        Prefetch("dates", CallDate.objects.order_by("on", "pk")),
        *(_in_order(part) for part in ("facts", "frequent_questions")),
        Prefetch("contacts", Contact.objects.select_related("region").order_by("position", "pk")),
        Prefetch("media", CallMedium.objects.select_related("file").order_by("position", "pk")),
    )


def _in_order(part: str) -> Prefetch:
    return Prefetch(part, ORDERED_PARTS[part]._default_manager.order_by("position", "pk"))


def timeline(call: Call, *, now: dt.datetime) -> list[dict]:
    """The stops of a call whose dates are loaded, with what they are today.

    Opening and deadline stand where the call's own moments say.
    """
    stops = sorted(((_when(call, stop), stop) for stop in call.dates.all()), key=_moment)
    upcoming = next((stop for when, stop in stops if not _is_past(when, now)), None)
    return [
        {
            "when": formats.local(when).date() if isinstance(when, dt.datetime) else when,
            "moment": when,
            "label": stop.title,
            "text": stop.text,
            "kind": stop.kind,
            "state": "done" if _is_past(when, now) else "now" if stop == upcoming else "later",
        }
        for when, stop in stops
    ]


def _when(call: Call, stop: CallDate) -> dt.date | dt.datetime:
    own = {CallDate.Kind.OPENING: call.opens_at, CallDate.Kind.DEADLINE: call.deadline_at}
    return own.get(CallDate.Kind(stop.kind), stop.on)


def _moment(pair: tuple) -> tuple:
    when, stop = pair
    day = formats.local(when).date() if isinstance(when, dt.datetime) else when
    # On the day of the deadline the kickoff comes after it.
    return (day, not isinstance(when, dt.datetime), stop.pk)


def _is_past(when: dt.date | dt.datetime, now: dt.datetime) -> bool:
    if isinstance(when, dt.datetime):
        return when <= now
    return when < formats.local(now).date()


def due_reminders() -> QuerySet[Reminder]:
    """Confirmed wishes whose call has opened meanwhile and whose mail is not written yet."""
    later = Call.objects.taking_applications().filter(
        round__programme=OuterRef("call__round__programme"), opens_at__gt=OuterRef("call__opens_at")
    )
    this_one = Q(wants_next=False, call__in=Call.objects.taking_applications())
    return (
        Reminder.objects.filter(
            this_one | Q(Exists(later), wants_next=True), confirmed_at__isnull=False, sent_at=None
        )
        .select_related("call__round__programme", "person")
        .order_by("pk")
    )


def opened_for(reminder: Reminder) -> Call:
    """The call that the wish is about: its own, or the next one that is open now."""
    if not reminder.wants_next:
        return reminder.call
    later = open_calls().filter(
        round__programme=reminder.call.round.programme_id, opens_at__gt=reminder.call.opens_at
    )
    return later.first() or reminder.call


def eligibility_questions(group: TargetGroup) -> list[EligibilityQuestion]:
    """What is asked of this side before the form, in order; empty if the lead asks nothing."""
    asked = EligibilityQuestion.objects.filter(call=group.call_id, side=group.side)
    return list(asked.order_by("position", "pk"))


def is_open_phase(phase: Phase) -> bool:
    return phase in {Phase.OPEN, Phase.EXTENDED}


def parts_counted(call: Call) -> dict[str, int]:
    """How many rows each part of the page has, in one query."""
    names = ("target_groups", "dates", *ORDERED_PARTS)
    counts = {f"n_{name}": Count(name, distinct=True) for name in names}
    found = Call.objects.filter(pk=call.pk).aggregate(**counts)
    return {name: found[f"n_{name}"] for name in names}
