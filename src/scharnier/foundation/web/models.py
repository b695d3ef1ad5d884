from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nTextField

from scharnier.foundation import clock
from scharnier.foundation.web.legal_kinds import LegalKind
from scharnier.foundation.web.states import BarrierState


class LegalPage(models.Model):
    """A page the law asks for, in the association's own words (Markdown).

    Until somebody writes one, ``queries.legal_page`` gives the text we ship.
    """

    kind = models.CharField(max_length=16, choices=LegalKind, unique=True)
    body = I18nTextField(pgettext_lazy("legal page", "Text"))
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("web:legal", args=[self.kind])


class BarrierReport(models.Model):
    """Somebody could not use a page and says so. An answer is promised within two weeks."""

    page_address = models.CharField(_("Which page?"), max_length=500, blank=True)
    description = models.TextField(_("What did not work?"), max_length=2000)
    mail = models.EmailField(_("Where may we answer?"), blank=True)
    state = models.CharField(
        max_length=10, choices=BarrierState, default=BarrierState.OPEN, editable=False
    )
    reported_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return _("Barrier report %(number)s") % {"number": self.pk}


class SentForm(models.Model):
    """A form that made something, known by a hash of its token and words, and where it led.

    The second of two clicks finds it; the nightly clock forgets it.
    """

    key = models.CharField(max_length=64, unique=True)
    led_to = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.led_to
