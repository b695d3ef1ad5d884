from django.db.models import Model

from scharnier.foundation.trail.models import Entry


def record(verb: str, subject: Model, *, by: Model | None, **details: object) -> Entry:
    """Write down that ``by`` (``None``: the system) did ``verb`` to ``subject``.

    ``verb`` is ``"<area>.<past participle>"``, such as ``"application.submitted"``; its
    words in both languages come from ``verbs.register``. ``details`` must be JSON.
    """
    return Entry.objects.create(
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_name=str(subject)[:200],
        actor_id=None if by is None else by.pk,
        details=details,
    )
