"""What was handed in, as it stood then."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from scharnier.foundation.files.models import File, FileUse
from scharnier.foundation.privacy.queries import has_consent
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.models import Answer, QuestionType
from scharnier.foundation.questions.queries import filled, outline
from scharnier.stages.applications.facts import CONSENTS, NEEDS_A_CONFIRMED_ADDRESS
from scharnier.stages.applications.models import Application, SentVersion
from scharnier.stages.applications.queries.reading import owner_of


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
