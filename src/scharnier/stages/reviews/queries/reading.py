"""An application as somebody may read it. Blind review is made here, not in a template."""

from dataclasses import dataclass

from scharnier.foundation.files.models import File
from scharnier.foundation.questions.models import QuestionType
from scharnier.foundation.questions.queries import SummaryPage, summarise
from scharnier.stages.applications import queries as applications
from scharnier.stages.applications.models import Application


@dataclass(frozen=True)
class Row:
    label: str
    value: str
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Reading:
    """Plain words, and files only where names are seen: what a blind reviewer must not know is not in here."""

    title: str
    place: str
    side: str
    sections: tuple[Section, ...]


OF_NO_WEIGHT = {QuestionType.EMAIL, QuestionType.PHONE, QuestionType.CONSENT}


def reading_of(application: Application, *, blind: bool, judging: bool = False) -> Reading:
    """What was handed in last, in words. ``blind`` leaves out names, places and blind answers;
    ``judging`` what nobody needs who gives points: how to reach somebody, and their consents."""
    sent = applications.sent(application, blind=blind)
    pages = summarise(sent) if sent else []
    sections = (Section(page.page.called, _rows(page, judging, blind)) for page in pages)
    return Reading(
        title=(application.number or "") if blind else application.name,
        place="" if blind else application.municipality,
        side=application.get_side_display(),
        sections=tuple(section for section in sections if section.rows),
    )


def _rows(page: SummaryPage, judging: bool, blind: bool) -> tuple[Row, ...]:
    return tuple(
        Row(row.question.called, row.words, () if blind else row.files)
        for row in page.rows
        if row.words and not (judging and row.question.type in OF_NO_WEIGHT)
    )
