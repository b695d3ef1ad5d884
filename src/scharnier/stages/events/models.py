from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p
from i18nfield.fields import I18nCharField, I18nTextField

from scharnier.foundation import clock
from scharnier.stages.events.states import EventState, RegistrationState


class EventKind(models.TextChoices):
    KICKOFF = "kickoff", _p("event", "Kickoff")
    WORKSHOP = "workshop", _p("event", "Workshop")
    PEER_LEARNING = "peer_learning", _p("event", "Peer-learning session")
    SPECIALIST = "specialist", _p("event", "Specialist event")
    NETWORK = "network", _p("event", "Network evening")
    JURY_DAY = "jury_day", _p("event", "Jury day")
    FINAL = "final", _p("event", "Final event")


class Event(models.Model):
    """A meeting of a round, on site, online or both. Without a region it is for all."""

    round = models.ForeignKey("programmes.ProgrammeRound", on_delete=models.PROTECT, related_name="+")
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
    state = models.CharField(max_length=12, choices=EventState, default=EventState.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

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
        return reverse("events:detail", args=[self.pk])


class Registration(models.Model):
    """A person's place at an event, or their place on its waiting list.

    ``attended_at`` is set at check-in; who comes without registration is registered
    by the check-in.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=12, choices=RegistrationState, default=RegistrationState.REGISTERED, editable=False
    )
    registered_at = models.DateTimeField(default=clock.now, editable=False)
    attended_at = models.DateTimeField(null=True, editable=False)
    note = models.CharField(_("Note"), max_length=200, blank=True)

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
