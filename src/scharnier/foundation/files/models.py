from django.conf import settings
from django.db import models
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from scharnier.foundation import clock


class ScanState(models.TextChoices):
    """What a virus scanner said, if the installation has one."""

    UNSCANNED = "unscanned", pgettext_lazy("scan", "Not scanned")
    CLEAN = "clean", pgettext_lazy("scan", "Clean")
    INFECTED = "infected", pgettext_lazy("scan", "Infected")


class FileQuerySet(models.QuerySet):
    def unused(self) -> "FileQuerySet":
        """Files that nothing points to."""
        return self.filter(uses=None)

    def to_preview(self) -> "FileQuerySet":
        """PDFs of which nobody knows the pages yet, the oldest first."""
        return self.filter(kind="pdf", pages=None).order_by("stored_at", "pk")


class File(models.Model):
    """An uploaded file. Its bytes lie in the private storage under their own hash.

    Two rows may share the same bytes; ``name`` is what the uploader called them.
    ``content_type`` was found in the content and never taken from the browser.
    ``size`` is in bytes, ``width`` and ``height`` of an image in pixels. ``pages`` of a PDF
    are counted by the worker: None until then, 0 if they cannot be known.
    """

    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    name = models.CharField(_("Name"), max_length=200)
    size = models.PositiveBigIntegerField(_("Size"), editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    kind = models.CharField(max_length=16, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)
    has_thumbnail = models.BooleanField(default=False, editable=False)
    scan_state = models.CharField(
        max_length=12, choices=ScanState, default=ScanState.UNSCANNED, editable=False
    )
    stored_at = models.DateTimeField(default=clock.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = FileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["stored_at"],
                condition=models.Q(kind="pdf", pages=None),
                name="pdfs_to_preview",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:file", args=[self.pk])

    @property
    def thumbnail_url(self) -> str:
        """The address of a small picture of an image or of a first page, else nothing."""
        return reverse("files:thumbnail", args=[self.pk]) if self.has_thumbnail else ""

    @property
    def is_image(self) -> bool:
        return self.kind == "image"

    @property
    def path(self) -> str:
        """Where the bytes lie in the private storage."""
        return f"{self.sha256[:2]}/{self.sha256}"

    @property
    def thumbnail_path(self) -> str:
        return f"{self.path}.thumbnail"


class FileUseQuerySet(models.QuerySet):
    def of(self, subject: Model) -> "FileUseQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


class FileUse(models.Model):
    """A row that a file belongs to. Who may see the row may see the file (``access``)."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="uses")
    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = FileUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "subject_type", "subject_id"],
                name="a_file_is_used_once_by_a_subject",
            ),
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="files_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.file_id} – {self.subject_type} {self.subject_id}"
