from django.db import models


class SearchEntry(models.Model):
    """The words by which one row can be found, weighty ones first.

    ``title_words`` count more than ``words``. Both are stemmed and folded, see ``words.py``.
    """

    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    title_words = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"], name="a_row_is_indexed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"
