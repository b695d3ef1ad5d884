from django.conf import settings
from django.db import models
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from scharnier.foundation import clock


class EntryQuerySet(models.QuerySet):
    def about(self, subject: Model) -> "EntryQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


class Entry(models.Model):
    """One action: ``actor`` (empty: the system) did ``verb`` to the subject at ``at``.

    ``details`` are short facts that explain the act (a reason, an amount, the fields
    that changed). They never hold answers or anything else personal.
    """

    at = models.DateTimeField(_("When"), default=clock.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    verb = models.CharField(_("What"), max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(max_length=200)
    details = models.JSONField(default=dict, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="trail_of_a_subject")
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.subject_name}"
