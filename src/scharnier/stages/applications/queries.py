import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, F, Prefetch, Q, QuerySet

from scharnier.foundation import clock
from scharnier.foundation.files.models import File, FileUse
from scharnier.foundation.people.models import Pass, Person
from scharnier.foundation.places import fold
from scharnier.foundation.prepared import Prepared, keep_related
from scharnier.foundation.privacy.queries import has_consent
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.queries import programmes_for, within_reach
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.models import Answer, QuestionType
from scharnier.foundation.questions.queries import filled, outline
from scharnier.stages.applications import questions_back
from scharnier.stages.applications.facts import CONSENTS, NEEDS_A_CONFIRMED_ADDRESS
from scharnier.stages.applications.models import (
    Applicant,
    Application,
    ImportRun,
    LateEntry,
    SentVersion,
)
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.calls.models import Call, Contact, Side, TargetGroup

MANY = 5  # duplicates named at most
SORTED_DIGITS = 8


def loaded() -> QuerySet[Application]:
    """Applications with everything that rules and pages ask of them."""
    return Application.objects.select_related(
        "call__round__programme", "target_group", "sheet__form", "organisation"
    ).prefetch_related("applicants__person")


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
        .only(*shown, "submitted_at", "call__round__name")
    )


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


_at_hand = Prepared(
    lambda pk: (
        Application.objects.filter(pk=pk)
        .select_related("call__round", "target_group", "sheet__form")
        .only(*AT_HAND)
    )
)
_parts = Prepared(
    lambda pk: Applicant.objects.filter(application=pk).select_related("person").order_by("pk")
)
_passes = Prepared(
    lambda pk: Pass.objects.filter(
        subject_type=Application._meta.label_lower, subject_id=pk
    ).select_related("person")
)


_contacts = Prepared(lambda call: Contact.objects.filter(call=call).order_by("position", "pk"))


def held_by(person: Person, pk: int) -> Application | None:
    """The application ``pk`` if the person works on it, in two queries that load little."""
    for application in _at_hand(pk):
        keep_related(application, "applicants", _parts(pk))
        if any(part.person_id == person.pk for part in application.applicants.all()):
            return application
    return None


def passes_to(pk: int) -> list[Pass]:
    """The passes to the application ``pk`` that open it now, with their people."""
    return [one for one in _passes(pk) if one.is_valid and one.person.is_active]


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


def latest_version(application: Application) -> SentVersion | None:
    return application.sent_versions.order_by("-number").first()


def latest_answers(application: Application) -> dict:
    """The answers of the last sent version by key; empty if nothing was handed in."""
    version = latest_version(application)
    return version.answers if version else {}


def latest_answers_of(applications: Iterable[Application]) -> dict[int, dict]:
    """``latest_answers`` of many, by the key of the application, in one query."""
    keys = [application.pk for application in applications]
    versions = SentVersion.objects.filter(application__in=keys).order_by("number")
    return {key: {} for key in keys} | dict(versions.values_list("application", "answers"))


def sent(application: Application, *, blind: bool = False) -> Filled | None:
    """The last sent version as a filled sheet, as reviewers see it; None if there is none."""
    version = latest_version(application)
    return as_sent(version, blind=blind) if version else None


def as_sent(version: SentVersion, *, blind: bool = False) -> Filled:
    """The answers as they stood when this version was handed in, with the names of its files."""
    sheet = version.application.sheet
    form = outline(sheet.form)
    answers = {
        question.pk: Answer(
            question=question, value=version.answers.get(key), note=version.notes.get(key, "")
        )
        for key, question in form.by_key.items()
        if key in version.answers or key in version.notes
    }
    return Filled(sheet, form, answers, blind, _files_in(answers.values()))


def _files_in(answers: Iterable[Answer]) -> dict[int, File]:
    asked = [answer for answer in answers if answer.question.type == QuestionType.FILE]
    keys = {key for answer in asked for key in answer.value or ()}
    return File.objects.in_bulk(keys) if keys else {}


def with_last_versions(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Each with ``versions``, what was handed in, the last one at the end."""
    versions = SentVersion.objects.order_by("number")
    return rows.prefetch_related(Prefetch("sent_versions", versions, to_attr="versions"))


def files_handed_in(rows: QuerySet[Application]) -> dict[int, File]:
    """The files in the sheets of these applications, by their keys, in one query."""
    sheets = rows.order_by().values("sheet")
    used = FileUse.objects.filter(subject_type="questions.sheet", subject_id__in=sheets)
    return File.objects.filter(pk__in=used.values("file")).in_bulk()


def shown_to_staff(application: Application, version: SentVersion | None) -> Filled:
    """What the team reads: ``version``, the last that was sent, or what it typed in itself."""
    return as_sent(version) if version else filled(application.sheet)


# Deadlines ----------------------------------------------------------------------------


def late_entry_of(application: Application) -> LateEntry | None:
    """The right to hand in later, by the application or by an address of its people."""
    addresses = [a.person.email for a in application.applicants.all() if a.person.email]
    granted = LateEntry.objects.filter(call=application.call_id)
    return (
        granted.filter(Q(application=application.pk) | Q(email__in=addresses))
        .order_by("-until")
        .first()
    )


def late_entry_for(call: Call, email: str) -> LateEntry | None:
    """A right for this address that has not run out."""
    if not email:
        return None
    return LateEntry.objects.filter(
        call=call, email=email.strip().lower(), until__gt=clock.now()
    ).first()


def accepts(application: Application) -> bool:
    """Whether it may be handed in this moment: in time, in grace, or by a late entry."""
    if application.call.accepts_applications:
        return True
    return has_late_entry(application) or questions_back.open_one(application) is not None


def has_late_entry(application: Application) -> bool:
    late = late_entry_of(application)
    return late is not None and clock.now() < late.until


def deadline_of(application: Application) -> dt.datetime:
    """Until when it is asked for: the call's deadline, or the later one granted to it."""
    if application.call.is_open:
        return application.call.deadline_at
    granted = [
        one.until
        for one in (late_entry_of(application), questions_back.open_one(application))
        if one
    ]
    return max(granted, default=application.call.deadline_at)


# Work of the team ---------------------------------------------------------------------


def key_of(name: str) -> str:
    """A name as it is compared: without case, marks, spaces and spelling of umlauts."""
    return fold(name[:200]).replace(" ", "").replace("/", "")[:200]


def number_key_of(number: str) -> str:
    """A number as it is sorted: its digits filled up, so that the thousandth comes last."""
    side, dash, count = number.rpartition("-")
    return f"{side}{dash}{count.zfill(SORTED_DIGITS)}"


def calls_in_short(person: Person) -> QuerySet[Call]:
    """The same with no more than names, dates and sides, for the list of applications."""
    shown = ["slug", "state", "deadline_at", "opens_at", "round__name", "round__programme"]
    sides = TargetGroup.objects.only("side", "call").order_by("-side")
    calls = calls_worked_on_by(person).select_related(None).prefetch_related(None)
    return (
        calls.select_related("round")
        .only(*shown)
        .prefetch_related(Prefetch("target_groups", sides))
    )


def alike(application: Application) -> list[Application]:
    """Others of the same side that bear the same name or belong to the same people."""
    same = Q(applicants__person__in=[a.person_id for a in application.applicants.all()])
    if application.name_key:
        same |= Q(name_key=application.name_key)
    others = Application.objects.filter(
        same, call=application.call_id, side=application.side, state__in=[S.DRAFT, S.SUBMITTED]
    ).exclude(pk=application.pk)
    return list(others.distinct().order_by("pk")[:MANY])


def handed_in_by_the_same(application: Application) -> list[Application]:
    """Others that count towards the call's limit: of the same owner, or of the same firm.

    A firm is the same if name and place are; an applicant is told of a number only, and
    of that one because it bears the name that was typed.
    """
    owner = owner_of(application)
    same = Q(applicants__person=owner, applicants__part="owner") if owner else Q(pk__in=[])
    if application.side == Side.ORGANISATION and application.name_key:
        same |= Q(name_key=application.name_key, municipality=application.municipality)
    others = Application.objects.submitted().filter(
        same, call=application.call_id, side=application.side
    )
    return list(others.exclude(pk=application.pk).distinct().order_by("number_key", "pk"))


def unfinished(call: Call) -> QuerySet[Application]:
    """Drafts of people who can be written to and may still hand in."""
    return (
        loaded()
        .filter(call=call, state=S.DRAFT, applicants__part="owner")
        .exclude(applicants__person__email=None)
        .order_by("pk")
        .distinct()
    )


def in_the_running(call: Call) -> QuerySet[Application]:
    """Drafts and what was handed in: everybody for whom a new deadline changes something."""
    return (
        loaded()
        .filter(
            call=call, state__in=[S.DRAFT, S.SUBMITTED], applicants__person__email__isnull=False
        )
        .order_by("pk")
        .distinct()
    )


def changed_but_not_sent(call: Call) -> QuerySet[Application]:
    """Handed in, then changed, and the change not handed in yet."""
    return (
        loaded()
        .filter(call=call, state=S.SUBMITTED)
        .exclude(sheet__sent_version=None)
        .exclude(sheet__sent_version=F("sheet__version"))
        .order_by("pk")
    )


def counts(call: Call) -> dict[str, int]:
    """How many of each state there are, in one query."""
    rows = for_call(call).order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in rows}


def import_runs_visible_to(person: Person) -> QuerySet[ImportRun]:
    """Files that were read into the programmes in which the person works."""
    programmes = programmes_for(person, Role.LEAD, Role.AGENT)
    return ImportRun.objects.filter(call__round__programme__in=programmes).select_related(
        "call__round__programme", "started_by"
    )


def calls_worked_on_by(person: Person) -> QuerySet[Call]:
    """The calls of the programmes in which the person leads or is an agent, the latest first."""
    programmes = programmes_for(person, Role.LEAD, Role.AGENT)
    return (
        Call.objects.filter(round__programme__in=programmes)
        .select_related("round__programme")
        .prefetch_related("target_groups")
        .order_by("-opens_at", "-pk")
    )


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


def consents_waiting(application: Application) -> list[str]:
    """Ticked purposes that begin only when the owner confirms them by a link from a mail."""
    owner, answers = owner_of(application), latest_answers(application)
    return [
        purpose
        for key, purpose in CONSENTS.items()
        if purpose in NEEDS_A_CONFIRMED_ADDRESS
        and answers.get(key) is True
        and owner is not None
        and not has_consent(owner, purpose)
    ]


def late_entries_of(call: Call) -> QuerySet[LateEntry]:
    """Who may hand in later, the latest grant first."""
    return (
        LateEntry.objects.filter(call=call)
        .select_related("granted_by", "application")
        .order_by("-granted_at", "-pk")
    )
