from django.db import connection, transaction
from django.db.models import Model

from scharnier.foundation.search.backends import backend
from scharnier.foundation.search.models import SearchEntry
from scharnier.foundation.search.words import words_of


@transaction.atomic
def index(subject: Model, *, title: str, text: str) -> None:
    """Let ``subject`` be found by its title and text; called by the actions that publish it."""
    entry, _is_new = SearchEntry.objects.update_or_create(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        defaults={"title_words": " ".join(words_of(title)), "words": " ".join(words_of(text))},
    )
    backend(connection).write(entry)


@transaction.atomic
def forget(subject: Model) -> None:
    """Let ``subject`` no longer be found."""
    entry = SearchEntry.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=subject.pk
    ).first()
    if entry is not None:
        backend(connection).remove(entry)
        entry.delete()
