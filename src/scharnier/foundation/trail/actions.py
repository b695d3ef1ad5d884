from django.db.models import Model

from scharnier.foundation.prepared import PreparedInsert
from scharnier.foundation.trail.models import Entry

_write = PreparedInsert(Entry)


def record(verb: str, subject: Model, *, by: Model | None, **details: object) -> Entry:
    """Write down that ``by`` (``None``: the system) did ``verb`` to ``subject``.

    ``verb`` is ``"<area>.<past participle>"``, such as ``"application.submitted"``; its
    words in both languages come from ``verbs.register``. ``details`` must be JSON.
    """
    entry = Entry(
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_name=str(subject)[:200],
        actor_id=None if by is None else by.pk,
        details=details,
    )
    return _write(entry)
