from django.conf import settings
from django.db import models
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from scharnier.foundation import clock
from scharnier.foundation.privacy.states import RequestState


class Channel(models.TextChoices):
    """How somebody said yes."""

    WEB = "web", pgettext_lazy("channel", "On the web page")
    MAIL = "mail", pgettext_lazy("channel", "By mail")
    PHONE = "phone", pgettext_lazy("channel", "By telephone")
    PAPER = "paper", pgettext_lazy("channel", "On paper")
    IMPORT = "import", pgettext_lazy("channel", "From an imported form")


PRIVACY_NOTICE = "privacy"


class ConsentText(models.Model):
    """One version of what somebody agrees to for one ``purpose``. Never changed, only followed."""

    purpose = models.SlugField()
    version = models.PositiveSmallIntegerField()
    title = I18nCharField(_("Title"), max_length=200)
    text = I18nTextField(_("Text"))
    published_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "version"], name="a_purpose_has_each_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def is_notice(self) -> bool:
        """Something that was read; there is nothing in it to withdraw."""
        return self.purpose == PRIVACY_NOTICE


class ConsentQuerySet(models.QuerySet):
    def in_force(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at=None)

    def about(self, subject: Model) -> "ConsentQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


class Consent(models.Model):
    """``person`` agreed to ``text`` at ``given_at``, until ``withdrawn_at``.

    ``recorded_by`` is who typed it in, if not the person. The subject (an application,
    a photograph) is empty for consents that hold everywhere.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    channel = models.CharField(_("Given"), max_length=8, choices=Channel, default=Channel.WEB)
    given_at = models.DateTimeField(_("Given on"), default=clock.now, editable=False)
    withdrawn_at = models.DateTimeField(_("Withdrawn on"), null=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    subject_type = models.CharField(max_length=64, blank=True)
    subject_id = models.BigIntegerField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "text"],
                condition=Q(withdrawn_at=None, subject_id=None),
                name="a_general_consent_is_given_once",
            ),
            models.UniqueConstraint(
                fields=["person", "text", "subject_type", "subject_id"],
                condition=Q(withdrawn_at=None, subject_id__isnull=False),
                name="a_consent_for_an_object_is_given_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.text}"


class RequestKind(models.TextChoices):
    ACCESS = "access", pgettext_lazy("data request", "Copy of my data")
    ERASURE = "erasure", pgettext_lazy("data request", "Erasure")


class DataSubjectRequest(models.Model):
    """Somebody asked for their data or for its erasure; what was done about it.

    ``kept`` lists what must stay for now: ``{what, why, until}``. While one is
    ``blocked`` nobody works with the rest, and the nightly clock erases it in time.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=RequestKind)
    state = models.CharField(
        max_length=10, choices=RequestState, default=RequestState.OPEN, editable=False
    )
    requested_at = models.DateTimeField(default=clock.now, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField(null=True, editable=False)
    kept = models.JSONField(default=list, editable=False)
    blocked_until = models.DateField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state__in=["open", "blocked"]),
                name="one_open_request_of_a_kind_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.person}"
