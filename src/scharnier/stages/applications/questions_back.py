"""Reads about questions that the team asked back."""

from django.db.models import QuerySet

from scharnier.foundation import clock
from scharnier.foundation.questions.models import Question
from scharnier.foundation.questions.queries import outline
from scharnier.stages.applications.models import Application, QuestionBack
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.applications.states import QuestionBackState


def open_one(application: Application) -> QuestionBack | None:
    """What the team wants to know, as long as it can be answered."""
    if application.state != S.SUBMITTED:
        return None
    asked = QuestionBack.objects.filter(application=application.pk, state=QuestionBackState.OPEN)
    return asked.filter(until__gt=clock.now()).first()


def questions_of(asked: QuestionBack) -> list[Question]:
    """What it is about, in the order of the form."""
    known = outline(asked.application.sheet.form).by_key
    return [known[key] for key in asked.keys if key in known]


def waiting() -> QuerySet[QuestionBack]:
    """What is asked and still waits, whatever its date."""
    found = QuestionBack.objects.filter(
        state=QuestionBackState.OPEN, application__state=S.SUBMITTED
    )
    return found.select_related(
        "application__call__round__programme",
        "application__target_group",
        "application__sheet__form",
    ).order_by("pk")


def of(application: Application) -> list[tuple[QuestionBack, list[str]]]:
    """Everything that was asked back, the latest first, each with its questions as the team calls them."""
    found = list(application.questions_back.select_related("asked_by").order_by("-pk"))
    known = outline(application.sheet.form).by_key if found else {}
    return [(asked, [known[key].called for key in asked.keys if key in known]) for asked in found]
