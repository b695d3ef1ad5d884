"""From what people type, tick, import or send to typed answers.

One door for forms, import and the API. What comes out by type:

=================  ==========================================================
short/long text    str
number             int, or float with two decimals at most
money              int, cents
date               "YYYY-MM-DD"
choice, submarket  str, the value of the option
multiple choice    list of str, in the order of the options
ranking            list of str, the first choice first
yes/no, consent    bool
scale              int
link, email, phone str
place              {"name", "ags", "district"}; an unknown one has no ags
address            a place with {"street", "postal_code"} beside it
skills             [{"skill": key or "", "label", "level": 1–3}]
file               list of int, keys of ``files.File``
rows               list of {column: value}
=================  ==========================================================

Typed values are accepted as they are, so cleaning twice changes nothing. An integer is
an amount in cents already; text is in whole units as people write them.
"""

from django.core.exceptions import ValidationError

from scharnier.foundation.questions.clean import choices, numbers, texts, things
from scharnier.foundation.questions.clean.reading import EMPTY, Asked, Reading, tidy
from scharnier.foundation.questions.models import QuestionType

__all__ = ["Asked", "Reading", "ValidationError", "answer", "value"]

READERS = {
    QuestionType.SHORT_TEXT: texts.short_text,
    QuestionType.LONG_TEXT: texts.long_text,
    QuestionType.LINK: texts.link,
    QuestionType.EMAIL: texts.email,
    QuestionType.PHONE: texts.phone,
    QuestionType.NUMBER: numbers.number,
    QuestionType.MONEY: numbers.money,
    QuestionType.DATE: numbers.date,
    QuestionType.SCALE: numbers.scale,
    QuestionType.CHOICE: choices.choice,
    QuestionType.MULTIPLE_CHOICE: choices.multiple_choice,
    QuestionType.RANKING: choices.ranking,
    QuestionType.YES_NO: choices.yes_no,
    QuestionType.CONSENT: choices.consent,
    QuestionType.SUBMARKET: choices.submarket,
    QuestionType.PLACE: things.place,
    QuestionType.ADDRESS: things.address,
    QuestionType.SKILLS: things.skills,
    QuestionType.FILE: things.files,
}


def value(question: Asked, raw: object) -> object:
    """The typed value of ``raw`` or None. Raises ValidationError with an instruction."""
    return answer(question, raw).value


def answer(question: Asked, raw: object) -> Reading:
    """As ``value``, and with the words that a value cannot hold (“about 24” → 24, “about 24”)."""
    raw = tidy(raw)
    if raw is None or raw in ("", [], {}):
        return EMPTY
    if question.type == QuestionType.ROWS:
        reading = things.rows(question, raw, answer)
    else:
        reading = READERS[QuestionType(question.type)](question, raw)
    is_nothing = reading.value in ("", []) and not reading.note
    return EMPTY if is_nothing else reading
