import datetime as dt

from django.db.models import Count, Q, QuerySet

from scharnier.foundation import clock
from scharnier.foundation.outbox import queries as outbox
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.rules import grants_of
from scharnier.foundation.web import formats
from scharnier.foundation.web.tables.filters import search_q
from scharnier.stages.events.models import Event, EventKind, Registration
from scharnier.stages.events.rules import TEAM
from scharnier.stages.events.states import EventState, RegistrationState

R = RegistrationState
EXPECTED_AT_MOST = 500
INVITATION = "events/invitation"


def near(person: Person, *roles: Role) -> Q:
    """Events that a person's roles reach: the list twin of ``rules.has_role_near``."""
    reach = Q(pk__in=[])
    for grant in grants_of(person):
        if grant.role in roles:
            here = Q(round__programme=grant.programme_id)
            if grant.region_id is not None:
                here &= Q(region=None) | Q(region=grant.region_id)
            reach |= here
    return reach


def visible_to(person: Person) -> QuerySet[Event]:
    """The twin of ``events.view_event``."""
    out = ~Q(state=EventState.DRAFT)
    seen = near(person, *TEAM) | (out & near(person, *Role)) | (out & Q(is_public=True))
    if person.pk is not None:
        mine = Registration.objects.filter(person=person.pk).values("event")
        seen |= out & Q(pk__in=mine)
    return Event.objects.filter(seen).select_related("round__programme", "region")


def organised_by(person: Person) -> QuerySet[Event]:
    """The twin of ``events.organise_event``."""
    return Event.objects.filter(near(person, *TEAM)).select_related("round__programme", "region")


def public_events() -> QuerySet[Event]:
    """What everybody may come to, the next first."""
    events = Event.objects.public().upcoming().select_related("round__programme", "region")
    return events.order_by("starts_at", "pk")


def events_of(round: ProgrammeRound) -> QuerySet[Event]:
    """All published events of a round in their order."""
    return Event.objects.filter(round=round, state=EventState.PUBLISHED).order_by("starts_at", "pk")


def kickoff_of(round: ProgrammeRound) -> Event | None:
    """The round's first kickoff that was not cancelled."""
    return (
        Event.objects.filter(round=round, kind=EventKind.KICKOFF)
        .exclude(state=EventState.CANCELLED)
        .order_by("starts_at", "pk")
        .first()
    )


def attending(event: Event) -> QuerySet[Person]:
    """Who was checked in, by name."""
    came = event.registrations.filter(attended_at__isnull=False).values("person")
    return Person.objects.filter(pk__in=came).order_by("name", "pk")


def registered(event: Event) -> QuerySet[Person]:
    """Who has a place, by name."""
    places = event.registrations.coming().values("person")
    return Person.objects.filter(pk__in=places).order_by("name", "pk")


def registration_of(event: Event, person: Person) -> Registration | None:
    if person.pk is None:
        return None
    return event.registrations.filter(person=person.pk).select_related("person").first()


def registrations(event: Event) -> QuerySet[Registration]:
    """Everybody on the event's list with their names, by name."""
    return event.registrations.select_related("person").order_by("person__name", "pk")


def counted(events: QuerySet[Event]) -> QuerySet[Event]:
    """With ``n_registered``, ``n_waiting`` and ``n_attended``."""
    return events.annotate(
        n_registered=Count("registrations", filter=Q(registrations__state=R.REGISTERED)),
        n_waiting=Count("registrations", filter=Q(registrations__state=R.WAITING)),
        n_attended=Count("registrations", filter=Q(registrations__attended_at__isnull=False)),
    )


def numbers(event: Event) -> dict[str, int | None]:
    """How many have which part in the event; ``free`` is None without a limit. One query."""
    found = event.registrations.aggregate(
        registered=Count("pk", filter=Q(state=R.REGISTERED)),
        waiting=Count("pk", filter=Q(state=R.WAITING)),
        invited=Count("pk", filter=Q(state=R.INVITED)),
        attended=Count("pk", filter=Q(attended_at__isnull=False)),
    )
    limit = event.capacity
    free = None if limit is None else max(0, limit - found["registered"])
    expected = found["registered"] + found["waiting"] + found["invited"]
    return found | {"free": free, "expected": expected}


def to_be_told(event: Event) -> list[Registration]:
    """Who must hear when the event is cancelled: invited, registered and waiting people.

    Whoever had their data erased hears nothing.
    """
    still_on = event.registrations.exclude(state=R.CANCELLED).filter(person__is_active=True)
    return list(still_on.select_related("person").order_by("person__name", "pk"))


def due_reminders() -> list[Registration]:
    """Registered people whose event begins in as many days as it reminds, not yet reminded."""
    now = clock.now()
    soon = Event.objects.filter(
        state=EventState.PUBLISHED, remind_days_before__isnull=False, starts_at__gt=now
    )
    due = [event.pk for event in soon if _is_due(event, formats.local(now).date())]
    places = Registration.objects.coming().filter(event__in=due, reminded_at=None)
    return list(places.select_related("event__round__programme", "person").order_by("pk"))


def _is_due(event: Event, today: dt.date) -> bool:
    days = (formats.local(event.starts_at).date() - today).days
    return 0 <= days <= event.remind_days_before


def invitations_of(person: Person) -> list[Registration]:
    """To what the person is invited and has said neither yes nor no, the next first.

    As long as the letter is held, nobody is invited yet.
    """
    open_ones = Registration.objects.filter(
        person=person.pk,
        state=R.INVITED,
        event__state=EventState.PUBLISHED,
        event__starts_at__gt=clock.now(),
    ).exclude(outbox.is_held_back(Event, "event", INVITATION, to=[person.pk]))
    return list(open_ones.select_related("event").order_by("event__starts_at", "pk"))


def coming_up_for(email: str) -> list[Registration]:
    """Where the person with this address is on the list of an event that is still to come."""
    found = Registration.objects.exclude(state=R.CANCELLED).filter(
        person__email__iexact=email,
        event__state=EventState.PUBLISHED,
        event__ends_at__gt=clock.now(),
    )
    return list(found.select_related("event__round__programme", "person").order_by("pk"))


def expected(event: Event, words: str = "") -> list[Registration]:
    """The list at the door: who is registered, waits or came, by name."""
    rows = registrations(event).filter(Q(state__in=[R.REGISTERED, R.WAITING, R.INVITED]))
    rows = rows.filter(search_q(["person__name", "person__email"], words))
    return list(rows[:EXPECTED_AT_MOST])
