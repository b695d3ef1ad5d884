"""Which version of a text somebody agrees to, said beside the question that asks for it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from scharnier.foundation.privacy.models import ConsentText
from scharnier.foundation.privacy.queries import texts_for
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.models import FormDefinition, Question, QuestionType
from scharnier.foundation.web import formats
from scharnier.stages.applications.facts import CONSENTS
from scharnier.stages.calls.models import Call, CallDate

KICKOFF = "available_kickoff"


def beside(questions: Iterable[Question], form: FormDefinition) -> dict[str, str]:
    """By the key of the question: version and date, and the text where it says more.

    One query if a consent is asked for, else none. As long as no text is published, what
    somebody agrees to is the question as the form was published with it.
    """
    asked = [question for question in questions if question.type == QuestionType.CONSENT]
    if not asked:
        return {}
    texts = texts_for(CONSENTS[question.key] for question in asked if question.key in CONSENTS)
    return {
        question.key: _words(question, texts.get(CONSENTS.get(question.key, "")), form)
        for question in asked
    }


def links_to_texts(questions: Iterable[Question]) -> dict[str, SafeString]:
    """By the key of the question, a link to what somebody says they have read; the form stays."""
    read = (question for question in questions if CONSENTS.get(question.key) == "privacy")
    return {
        question.key: format_html(
            '<a href="{}" target="_blank">{}</a>',
            reverse("web:legal", args=["privacy"]),
            _("Read the data protection notice (opens beside the form)"),
        )
        for question in read
    }


def unknown_place(whole: Filled, question: Question) -> str:
    """Whoever names a place that we do not know may have mistyped it: districts hang on it."""
    value = whole.typed.get(question.pk)
    if question.type not in (QuestionType.PLACE, QuestionType.ADDRESS):
        return ""
    if not isinstance(value, dict) or not value.get("name") or value.get("ags"):
        return ""
    return _("We do not know this place. Check the spelling; if it is right, leave it.")


def the_kickoff(questions: Iterable[Question], call: Call) -> dict[str, str]:
    """Whoever is asked whether they can come reads on which day; one query if it is asked."""
    if not any(question.key == KICKOFF for question in questions):
        return {}
    days = call.dates.filter(kind=CallDate.Kind.KICKOFF).order_by("on", "pk")
    day = days.values_list("on", flat=True).first()
    return {KICKOFF: _("It is planned for %(day)s.") % {"day": formats.day(day)}} if day else {}


def _words(question: Question, text: ConsentText | None, form: FormDefinition) -> str:
    if text is None:
        when = form.published_at or form.created_at
        return _("Wording of %(day)s.") % {"day": formats.day(when)}
    version = _("Version %(number)d of %(day)s.") % {
        "number": text.version,
        "day": formats.day(text.published_at),
    }
    own = {*_in_all_languages(question.label), *_in_all_languages(question.hint)}
    return version if str(text.text) in own else f"{text.text} {version}"


def _in_all_languages(words: LazyI18nString) -> list[str]:
    """What says the same: a text that is published in Sie stands beside a question in du."""
    return list(words.data.values()) if isinstance(words.data, dict) else [str(words.data)]
