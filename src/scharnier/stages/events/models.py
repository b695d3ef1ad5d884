from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p
from i18nfield.fields import I18nCharField, I18nTextField

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import AddressForm
from scharnier.stages.events.states import EventState, RegistrationState


class EventKind(models.TextChoices):
    KICKOFF = "kickoff", _p("event", "Kickoff")
    WORKSHOP = "workshop", _p("event", "Workshop")
    PEER_LEARNING = "peer_learning", _p("event", "Peer-learning session")
    SPECIALIST = "specialist", _p("event", "Specialist event")
    NETWORK = "network", _p("event", "Network evening")
    JURY_DAY = "jury_day", _p("event", "Jury day")
    FINAL = "final", _p("event", "Final event")


class EventQuerySet(models.QuerySet):
    def public(self):
        """What everybody may read; a cancelled event says that it is cancelled."""
        return self.filter(is_public=True).exclude(state=EventState.DRAFT)

    def upcoming(self):
        return self.filter(ends_at__gt=clock.now())

    def past(self):
        return self.filter(ends_at__lte=clock.now())


class Event(models.Model):
    """A meeting of a round, on site, online or both. Without a region it is for all.

    ``capacity`` empty means: as many as come. ``remind_days_before`` empty means: no
    reminder. ``version`` is also the sequence number of the calendar file.
    """

    round = models.ForeignKey(
        "programmes.ProgrammeRound", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("Kind"), max_length=16, choices=EventKind)
    title = I18nCharField(_("Title"), max_length=200)
    description = I18nTextField(_("Description"), blank=True)
    starts_at = models.DateTimeField(_("Begin"))
    ends_at = models.DateTimeField(_("End"))
    venue = models.CharField(_("Venue"), max_length=200, blank=True)
    municipality = models.CharField(_("Place"), max_length=120, blank=True)
    online_link = models.URLField(_("Link for taking part online"), blank=True)
    region = models.ForeignKey(
        "programmes.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    capacity = models.PositiveIntegerField(_("Places"), null=True, blank=True)
    registration_until = models.DateTimeField(_("Registration until"), null=True, blank=True)
    is_public = models.BooleanField(_("Shown to everybody"), default=False)
    remind_days_before = models.PositiveSmallIntegerField(
        _("Reminder, days before"), null=True, blank=True, default=3
    )
    cancelled_because = I18nTextField(_("Reason for the cancellation"), blank=True)
    state = models.CharField(
        max_length=12, choices=EventState, default=EventState.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")),
                name="an_event_ends_after_it_begins",
                violation_error_message=_("The end must lie after the begin."),
            )
        ]
        indexes = [models.Index(fields=["round", "starts_at"], name="events_of_a_round")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("events:page", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return clock.now() >= self.ends_at

    @property
    def takes_registrations(self) -> bool:
        """Whether somebody may register this moment; the waiting list counts as registering."""
        until = self.registration_until or self.starts_at
        return self.state == EventState.PUBLISHED and clock.now() < until

    @property
    def place(self) -> str:
        """Where it is, in one line."""
        return ", ".join(part for part in (self.venue, self.municipality) if part)


class RegistrationQuerySet(models.QuerySet):
    def coming(self):
        return self.filter(state=RegistrationState.REGISTERED)

    def waiting(self):
        """The waiting list in its order."""
        return self.filter(state=RegistrationState.WAITING).order_by("registered_at", "pk")


class Registration(models.Model):
    """A person's invitation to an event, place at it, or place on its waiting list.

    ``attended_at`` is set at check-in; who comes without registration is registered
    by the check-in (``is_walk_in``). ``registered_at`` orders the waiting list.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=12,
        choices=RegistrationState,
        default=RegistrationState.REGISTERED,
        editable=False,
    )
    registered_at = models.DateTimeField(default=clock.now, editable=False)
    attended_at = models.DateTimeField(null=True, editable=False)
    address_form = models.CharField(max_length=4, choices=AddressForm, default=AddressForm.SIE)
    is_walk_in = models.BooleanField(default=False, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    note = models.CharField(_("Note"), max_length=200, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                name="a_person_registers_once_for_an_event",
                violation_error_message=_("You are registered already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.event}"

    @property
    def is_there(self) -> bool:
        return self.attended_at is not None
