from django.conf import settings
from django.db import models
from django.db.models import Model, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from scharnier.foundation import clock
from scharnier.foundation.outbox import keys
from scharnier.foundation.outbox.states import NEEDS_A_PERSON, MailState


class AddressForm(models.TextChoices):
    """How a mail speaks to its reader. English knows no difference."""

    SIE = "sie", pgettext_lazy("form of address", "Formal (Sie)")
    DU = "du", pgettext_lazy("form of address", "Informal (du)")


class Problem(models.TextChoices):
    """What stood in the way of a mail; ``Mail.server_said`` holds the server's own words."""

    NO_ADDRESS = "no_address", _("This person has no e-mail address. Reach them in another way.")
    BAD_ADDRESS = "bad_address", _("The address cannot be written to. Correct it and try again.")
    BROKEN = "broken", _("The mail could not be put together: an attachment is out of reach.")
    UNREACHABLE = (
        "unreachable",
        _("The mail server could not be reached. The next attempt follows by itself."),
    )
    LATER = "later", _("The mail server asked us to try again later. We do so by ourselves.")
    REFUSED = "refused", _("The mail server refused this mail for good.")
    GAVE_UP = "gave_up", _("After many attempts the mail server had still not taken this mail.")
    LOST = (
        "lost",
        _(
            "The connection broke while the mail was handed over. It may have arrived or not: "
            "ask the recipient, or send it again under the same number."
        ),
    )


class MailQuerySet(models.QuerySet):
    def about(self, subject: Model) -> "MailQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def held(self) -> "MailQuerySet":
        return self.filter(state=MailState.HELD)

    def due(self) -> "MailQuerySet":
        """Free to leave now; what somebody is waiting for at a screen comes first."""
        return (
            self.filter(state=MailState.WAITING)
            .filter(Q(next_try_at=None) | Q(next_try_at__lte=clock.machine_now()))
            .order_by("-urgent", Coalesce("next_try_at", "created_at"), "pk")
        )

    def abandoned(self) -> "MailQuerySet":
        """Claimed by a worker that has not been heard of since."""
        return self.filter(state=MailState.SENDING, claimed_until__lt=clock.machine_now())

    def needing_a_person(self) -> "MailQuerySet":
        return self.filter(state__in=NEEDS_A_PERSON)


class Mail(models.Model):
    """One mail to one address, with all that is needed to send it.

    ``subject`` and ``text`` are what the reader sees; ``subject_type`` and
    ``subject_id`` name the object it is about, if there is one. ``message_id`` is made
    once and kept over every attempt, so that a mail sent again is recognised as the same one.
    ``urgent`` mails (codes, links, receipts) are never held, and nobody but their
    reader sees their text. ``claim``, ``claimed_until`` and ``handing_over_at`` belong
    to the worker that is sending. Times of attempts are the machine's, so that a day
    set for the demo does not delay mails.
    """

    round = models.ForeignKey(
        "programmes.ProgrammeRound",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    to_name = models.CharField(_("Recipient"), max_length=200, blank=True)
    to_address = models.EmailField(_("Address"), blank=True)
    reply_to = models.EmailField(_("Answers go to"), blank=True)
    language = models.CharField(
        _("Language"), max_length=16, choices=settings.LANGUAGES, default="de"
    )
    address_form = models.CharField(
        _("Form of address"), max_length=4, choices=AddressForm, default=AddressForm.SIE
    )
    subject = models.CharField(_("Subject"), max_length=250)
    text = models.TextField(_("Text"))
    html = models.TextField(blank=True)
    attachments = models.ManyToManyField("files.File", blank=True, related_name="+")
    template = models.CharField(max_length=80)
    template_version = models.CharField(max_length=16, blank=True)
    subject_type = models.CharField(max_length=64, blank=True)
    subject_id = models.BigIntegerField(null=True)
    urgent = models.BooleanField(_("Urgent"), default=False)

    state = models.CharField(
        _("State"), max_length=12, choices=MailState, default=MailState.WAITING, editable=False
    )
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("Attempts"), default=0, editable=False)
    next_try_at = models.DateTimeField(_("Next attempt"), null=True, editable=False)
    claim = models.CharField(max_length=40, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    handing_over_at = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(
        _("What went wrong"), max_length=12, choices=Problem, blank=True, editable=False
    )
    server_said = models.TextField(_("The mail server said"), blank=True, editable=False)

    created_at = models.DateTimeField(_("Written"), default=clock.now, editable=False)
    released_at = models.DateTimeField(_("Released"), null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    sent_at = models.DateTimeField(_("Sent"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    overtaken_by = ""  # why a held one is no longer true, once ``overtaken.mark`` has looked

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="mails_that_are_due"),
            models.Index(fields=["round", "state"], name="mails_of_a_round"),
            models.Index(fields=["subject_type", "subject_id"], name="mails_about_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to_name or self.to_address}"

    def get_absolute_url(self) -> str:
        return reverse("outbox:mail", args=[self.pk])

    @property
    def shown_text(self) -> str:
        """The text for whoever reads along: without the keys that are the reader's own."""
        return keys.hidden(self.text)

    @property
    def error(self) -> str:
        """What went wrong, as a sentence, with the server's words if it said any."""
        if not self.problem:
            return ""
        if not self.server_said:
            return self.get_problem_display()
        return gettext("%(sentence)s It said: “%(words)s”") % {
            "sentence": self.get_problem_display(),
            "words": self.server_said,
        }

    @property
    def locale(self) -> str:
        """The locale it was written in: ``de``, ``de-informal`` or ``en``."""
        if self.language.startswith("de") and self.address_form == AddressForm.DU:
            return "de-informal"
        return "de" if self.language == "de-informal" else self.language
