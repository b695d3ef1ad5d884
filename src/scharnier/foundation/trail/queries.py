from django.db.models import Model

from scharnier.foundation.trail.models import Entry, EntryQuerySet


def entries_for(*subjects: Model) -> EntryQuerySet:
    """What happened to these rows, the latest first, with the actors."""
    entries = Entry.objects.none()
    for subject in subjects:
        entries = entries | Entry.objects.about(subject)
    return entries.select_related("actor").order_by("-at", "-pk")
