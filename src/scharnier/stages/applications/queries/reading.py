"""Which applications somebody sees, and who works on one."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from scharnier.foundation.people.models import Pass, Person
from scharnier.foundation.prepared import Prepared, keep_related
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.queries import within_reach
from scharnier.foundation.questions.models import Answer, QuestionType
from scharnier.stages.applications.facts import REUSABLE
from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.calls.models import Call, Contact, Side


def loaded() -> QuerySet[Application]:
    """Applications with everything that rules and pages ask of them."""
    return Application.objects.select_related(
        "call__round__programme", "target_group", "sheet__form", "organisation"
    ).prefetch_related(Prefetch("applicants", Applicant.objects.select_related("person")))


def visible_to(person: Person) -> QuerySet[Application]:
    """Own ones, and those of the programmes and districts in which the person works."""
    own = Application.objects.filter(applicants__person=person.pk).values("pk")
    reach = within_reach(person, Role.LEAD, Role.AGENT, round="call__round")
    return loaded().filter(Q(pk__in=own) | reach)


def in_the_workspace_of(person: Person) -> QuerySet[Application]:
    """Those that the person sees because of a role, with no more than the list shows."""
    reach = within_reach(person, Role.LEAD, Role.AGENT, round="call__round")
    shown = ["number", "name", "side", "municipality", "district", "state", "channel", "is_late"]
    return (
        Application.objects.filter(reach)
        .select_related("call__round")
        .only(*shown, "submitted_at", "call__round__name", *_OF_THE_CALL)
    )


# What says whether a call is open.
_OF_THE_CALL = ("call__state", "call__opens_at", "call__deadline_at", "call__first_deadline_at")

# What the pages of applicants ask of an application; the rest is read where it is needed.
AT_HAND = (
    "state", "side", "number", "name", "channel", "is_late", "started_at", "changed_at",
    "submitted_at", "organisation_id", "merged_into_id", "reminded_at",
    "call__title", "call__slug", "call__state", "call__opens_at", "call__deadline_at",
    "call__first_deadline_at", "call__round__programme_id", "call__round__name",
    "call__round__grace_minutes", "call__round__blind_review", "call__round__holds_mails",
    "call__round__resume_link_days",
    "target_group__call_id", "target_group__side", "target_group__address",
    "target_group__number_prefix", "target_group__most_each",
    "sheet__version", "sheet__sent_version",
    "sheet__form__name", "sheet__form__published_at", "sheet__form__edition",
)  # fmt: skip

PEOPLE = ("part", "person__name", "person__email", "person__phone", "person__language",
          "person__is_active")  # fmt: skip

_with_application = Prepared(
    lambda pk: (
        Applicant.objects.filter(application=pk)
        .select_related(
            "person", "application__call__round", "application__target_group",
            "application__sheet__form",
        )
        .only(*PEOPLE, *(f"application__{name}" for name in AT_HAND))
        .order_by("pk")
    )
)  # fmt: skip

_parts = Prepared(
    lambda pk: Applicant.objects.filter(application=pk).select_related("person").order_by("pk")
)

_passes = Prepared(
    lambda pk: Pass.objects.filter(subject_type=Application._meta.label_lower, subject_id=pk).only(
        "purpose", "person", "expires_at", "revoked_at", "subject_type", "subject_id"
    )
)

_contacts = Prepared(lambda call: Contact.objects.filter(call=call).order_by("position", "pk"))


def at_hand(pk: int) -> Application | None:
    """The application ``pk`` with its people, in one query that loads little."""
    parts = _with_application(pk)
    if not parts:
        return None
    application = parts[0].application
    for part in parts:
        part.application = application
    keep_related(application, "applicants", parts)
    return application


def passes_to(pk: int) -> list[Pass]:
    """The passes that open the application ``pk`` now."""
    return [one for one in _passes(pk) if one.is_valid]


def contacts_of(call: Call) -> list[Contact]:
    """Whom applicants may ask, the first one first."""
    return _contacts(call.pk)


def of_person(person: Person) -> QuerySet[Application]:
    """The person's own applications, the latest first."""
    return loaded().filter(applicants__person=person.pk).order_by("-started_at", "-pk")


def others_of(application: Application, person: Person) -> list[Application]:
    """What else the person has in the same call, the latest first; mostly nothing."""
    others = Applicant.objects.filter(person=person.pk, application__call=application.call_id)
    keys = list(others.exclude(application=application.pk).values_list("application", flat=True))
    return list(of_person(person).filter(pk__in=keys)) if keys else []


def for_call(call: Call) -> QuerySet[Application]:
    return Application.objects.filter(call=call)


def submitted(round: ProgrammeRound, side: Side | None = None) -> QuerySet[Application]:
    """What was handed in to the round, late ones included, by number."""
    found = Application.objects.submitted().filter(call__round=round)
    return (found.of_side(side) if side else found).order_by("number_key", "pk")


def reviewable(round: ProgrammeRound, side: Side | None = None) -> QuerySet[Application]:
    """What can be checked and reviewed, with what the pages of reviewers show."""
    return submitted(round, side).select_related("call__round", "target_group", "organisation")


def people_of(application: Application) -> list[Person]:
    """Everybody who works on it, the owner first."""
    order = {"owner": 0, "editor": 1, "viewer": 2}
    parts = _parts(application.pk)
    return [a.person for a in sorted(parts, key=lambda a: (order[a.part], a.pk))]


def owner_of(application: Application) -> Person | None:
    return next(iter(people_of(application)), None)


def for_their_sides(done: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """(row, person) of who signed or released something, and the same for their colleagues.

    Whoever shares an application speaks for its side; one query.
    """
    done = set(done)
    own = Applicant.objects.filter(person__in={person for _row, person in done})
    colleagues: dict[int, set[int]] = defaultdict(set)
    for person, colleague in own.values_list("person", "application__applicants__person"):
        colleagues[person].add(colleague)
    return done | {(row, colleague) for row, person in done for colleague in colleagues[person]}


def earlier_of(application: Application, person: Person) -> Application | None:
    """The last one of the same side that the person handed in or withdrew, of this call first."""
    finished = Q(number__isnull=False) | Q(state=S.WITHDRAWN)
    return (
        Application.objects.filter(finished, applicants__person=person.pk, side=application.side)
        .exclude(pk=application.pk)
        .annotate(is_of_this_call=Q(call=application.call_id))
        .order_by("-is_of_this_call", "-started_at", "-pk")
        .first()
    )


def to_take_over(application: Application, *, out_of: Application) -> dict[str, object]:
    """By the key of the question, what was answered there and is still a gap here.

    Of another call only what describes the firm or the person.
    """
    earlier = (
        Answer.objects.filter(sheet=out_of.sheet_id, raw__isnull=True)
        .exclude(question__type__in=[QuestionType.CONSENT, QuestionType.FILE])
        .select_related("question")
    )
    if out_of.call_id != application.call_id:
        earlier = earlier.filter(question__key__in=REUSABLE)
    texts = {found.question.key: found.value for found in earlier if found.value is not None}
    there = Answer.objects.filter(sheet=application.sheet_id, question__key__in=list(texts))
    for key in there.values_list("question__key", flat=True):
        texts.pop(key, None)
    return texts
