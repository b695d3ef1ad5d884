import datetime as dt

from django.db.models import Model, Q, QuerySet

from scharnier.foundation import clock
from scharnier.foundation.jobs.models import Job, Turn, WorkerBeat
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import grants_of

SILENT_AFTER = dt.timedelta(minutes=2)


def worker_is_silent() -> bool:
    """Whether no worker has been heard of for two minutes."""
    return not WorkerBeat.objects.filter(beat_at__gte=clock.machine_now() - SILENT_AFTER).exists()


def last_beat() -> dt.datetime | None:
    """When any worker was last heard of; for the sentence of the warning."""
    return WorkerBeat.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()


def visible_to(person: Person) -> QuerySet[Job]:
    """Jobs that this person asked for, or that belong to a programme they lead or accompany."""
    programmes = {g.programme_id for g in grants_of(person) if g.role in (Role.LEAD, Role.AGENT)}
    mine = Q(requested_by=person) | Q(round__programme__in=programmes)
    return Job.objects.filter(mine).select_related("requested_by", "round").order_by("-pk")


def latest(kind: str, subject: Model) -> Job | None:
    """The latest job of a kind on ``subject``, to be shown on the subject's page."""
    return Job.objects.about(subject).filter(kind=kind).order_by("-pk").first()


def failing_turns() -> QuerySet[Turn]:
    """Nightly and minutely functions whose last turn failed."""
    return Turn.objects.exclude(traceback="").order_by("name")
