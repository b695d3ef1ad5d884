from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.registry import (
    Keep,
    register_erasure,
    register_export,
    register_names,
)
from scharnier.foundation.questions.queries import filled, summarise
from scharnier.stages.applications import actions, queries
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.calls.models import Side

_decide = _("To decide about the application; afterwards as long as its project.")
_gone = _("What was not handed in, withdrawn or merged goes with the round's months.")
_copy = _("What was handed in, as the reviewers saw it; goes with the application.")
_asked = _("What was asked back and answered about an application; goes with it.")
_late = _("To recognise who may hand in later; goes a year after that date.")
_table = _("Rows of an imported table, for the report; the cells go after thirty days.")


def _months(row) -> int:
    return row.call.round.keep_rejected_months


RULES = [
    *(
        rule
        for name in ("name", "name_key", "municipality", "late_reason")
        for rule in (
            Keep(f"applications.Application.{name}", why=_decide, where=Q(state=S.SUBMITTED)),
            Keep(
                f"applications.Application.{name}",
                why=_gone,
                months=_months,
                after="changed_at",
                where=Q(state__in=[S.WITHDRAWN, S.MERGED]),
            ),
        )
    ),
    Keep("applications.SentVersion.answers", why=_copy),
    Keep("applications.SentVersion.notes", why=_copy),
    Keep("applications.QuestionBack.text", why=_asked),
    Keep("applications.QuestionBack.reply", why=_asked),
    Keep("applications.LateEntry.email", why=_late, months=12, after="until", then="delete"),
    Keep("applications.LateEntry.reason", why=_late, months=12, after="until", then="delete"),
    Keep("applications.ImportRow.cells", why=_table, months=1, after="run__started_at"),
    Keep("applications.ImportRow.remarks", why=_table, months=1, after="run__started_at"),
    Keep("applications.ImportRow.name", why=_table, months=12, after="run__started_at"),
]
NOT_PERSONAL = [
    "applications.Application.number",
    "applications.Application.number_key",
    "applications.Application.district",
    "applications.QuestionBack.keys",
    "applications.ColumnMapping.*",
    "applications.ImportRun.*",
    "applications.ImportRow.fingerprint",
]


def export(person: Person) -> list[dict]:
    """Every application that this person works on, with its answers in words."""
    return [
        {
            "call": str(application.call),
            "number": application.number,
            "state": application.get_state_display(),
            "started": application.started_at,
            "handed_in": application.submitted_at,
            "questions_back": [
                {"asked": asked.text, "when": asked.asked_at, "reply": asked.reply}
                for asked in application.questions_back.order_by("pk")
            ],
            "answers": [
                {"question": str(row.question.label), "answer": row.words}
                for one in summarise(filled(application.sheet))
                for row in one.rows
                if row.words
            ],
        }
        for application in queries.of_person(person)
    ]


def names_of(person: Person) -> list[str]:
    """The name under which a creative applied. That of a firm is not a person's."""
    alone = queries.theirs_alone(person).filter(side=Side.CREATIVE)
    return list(alone.values_list("name", flat=True))


def somebody_else_applied_as(name: str, person: Person) -> bool:
    alone = queries.theirs_alone(person).values("pk")
    others = Application.objects.exclude(name="").exclude(pk__in=alone)
    return others.filter(name__icontains=name).exists()


register_export(_("Applications"), export)
register_erasure(actions.erase_person)
register_names(names_of, somebody_else_applied_as)
