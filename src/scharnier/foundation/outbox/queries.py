from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.outbox.rules import led_programmes
from scharnier.foundation.outbox.states import MailState
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound


def visible_to(person: Person) -> QuerySet[Mail]:
    """The mails of the programmes that this person leads, and those of no round."""
    programmes = led_programmes(person)
    if not programmes:
        return Mail.objects.none()
    theirs = Q(round__programme__in=programmes) | Q(round=None)
    return Mail.objects.filter(theirs).select_related("round", "to_person", "released_by")


def counts_for(person: Person, round: ProgrammeRound | None = None) -> dict[str, int]:
    """``{"waiting": 3, "held": 12, "failed": 0, "unclear": 1}`` for the desk, in one query."""
    mails = visible_to(person)
    if round is not None:
        mails = mails.filter(round=round)
    wanted = (MailState.WAITING, MailState.HELD, MailState.FAILED, MailState.UNCLEAR)
    found = mails.order_by().aggregate(**{s.value: Count("pk", filter=Q(state=s)) for s in wanted})
    return {state.value: found[state.value] for state in wanted}


def about(*subjects: Model) -> QuerySet[Mail]:
    """The mails written about these rows, the latest first."""
    mails = Mail.objects.none()
    for subject in subjects:
        mails = mails | Mail.objects.about(subject)
    return mails.order_by("-pk")


def is_held_back(model: type[Model], key: str, letters: str, *, to: Collection[int]) -> Exists:
    """An annotation: whether a letter about a row to one of these people is held.

    ``key`` names the row of ``model`` in the outer query, ``letters`` is how their templates
    begin. As long as a letter is held, nothing of what it says is its reader's to know;
    ``held_letters`` tells which one it is.
    """
    held = _held(model, to).filter(subject_id=OuterRef(key), template__startswith=letters)
    return Exists(held)


def held_letters(
    model: type[Model], keys: Collection[int], *, to: Collection[int]
) -> Counter[tuple[int, str]]:
    """(key, template) → how many of these people will get it once it is released.

    Asked only where ``is_held_back`` says so: no query without ``keys``.
    """
    if not keys:
        return Counter()
    held = _held(model, to).filter(subject_id__in=keys).order_by()
    rows = held.values_list("subject_id", "template", "to_person").distinct()
    return Counter((key, template) for key, template, _person in rows if key is not None)


def _held(model: type[Model], people: Collection[int]) -> QuerySet[Mail]:
    return Mail.objects.held().filter(
        subject_type=model._meta.label_lower, to_person__in=list(people)
    )


def releasable(
    person: Person, numbers: Sequence[int] = (), *, up_to: int | None = None
) -> list[Mail]:
    """The chosen mails, or all up to one, that are held and this person may release.

    The oldest come first. ``up_to`` is the last that the person was shown: what is written
    while they read is not released unseen.
    """
    chosen = Q(pk__in=numbers) if up_to is None else Q(pk__lte=up_to)
    return list(visible_to(person).filter(chosen, state=MailState.HELD).order_by("pk"))


def last_held(person: Person) -> int | None:
    """The newest mail that this person could release, or None."""
    held = visible_to(person).filter(state=MailState.HELD)
    return held.order_by("-pk").values_list("pk", flat=True).first()


def latest(number: int) -> QuerySet[Mail]:
    """The last mails written, whatever became of them; for the demo only."""
    return Mail.objects.select_related("to_person", "round").order_by("-pk")[:number]
