"""All answers of one side of a call as a table, for those who count and sort elsewhere."""

from collections.abc import Callable, Mapping
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from scharnier.foundation import places
from scharnier.foundation.files.models import File
from scharnier.foundation.questions.models import Question, QuestionType
from scharnier.foundation.questions.queries import outline
from scharnier.foundation.questions.words import in_words
from scharnier.foundation.web.tables import Column
from scharnier.foundation.web.tables.export import FORMATS
from scharnier.stages.applications import queries
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.calls.models import TargetGroup

Value = Callable[[Application], object]


@require_safe
def as_table(request: HttpRequest, slug: str, side: str, kind: str) -> HttpResponseBase:
    """One row an application that was handed in, one column a question; hidden ones are empty."""
    calls = queries.calls_worked_on_by(request.user)
    group = get_object_or_404(
        TargetGroup.objects.select_related("call__round__programme", "form"),
        call__slug=slug,
        side=side,
        call__in=calls,
    )
    if not request.user.has_perm("applications.list_applications", group.call):
        raise PermissionDenied
    if kind not in FORMATS:
        raise Http404
    rows = queries.in_the_workspace_of(request.user).filter(target_group=group, state=S.SUBMITTED)
    columns = _columns(group, queries.files_handed_in(rows))
    caption = _("Answers %(side)s") % {"side": group.get_side_display()}
    wanted = queries.with_last_versions(rows.distinct()).order_by("number_key", "pk")
    return FORMATS[kind](caption, columns, wanted)


def _columns(group: TargetGroup, files: Mapping[int, File]) -> list[Column]:
    columns = [
        Column("number", _("Number")),
        Column("submitted_at", _("Handed in")),
    ]
    form = outline(group.form)
    for page in form.pages:
        for question in form.questions.get(page.pk, []):
            columns += _columns_for(question, files)
    return columns


def _columns_for(question: Question, files: Mapping[int, File]) -> list[Column]:
    """One, or for an address one for each part, so that lists can be sorted by them."""
    label = question.called
    if question.type != QuestionType.ADDRESS:
        return [Column(question.key, label, value=partial(_words, question, files))]
    parts: dict[str, tuple[str, Value]] = {
        "street": (_("Street and number"), partial(_part, question, "street")),
        "postal_code": (_("Postcode"), partial(_part, question, "postal_code")),
        "name": (_("Place"), partial(_part, question, "name")),
        "ags": (_("Key of the municipality"), partial(_part, question, "ags")),
        "district": (_("District"), partial(_district, question)),
    }
    return [
        Column(f"{question.key}.{part}", f"{label}: {words}", value=value)
        for part, (words, value) in parts.items()
    ]


def _words(question: Question, files: Mapping[int, File], row: Application) -> object:
    """Figures stay figures; everything else is said as people read it."""
    version = row.versions[-1] if row.versions else None
    if version is None:
        return ""
    value, note = version.answers.get(question.key), version.notes.get(question.key, "")
    if question.type in (QuestionType.NUMBER, QuestionType.SCALE) and value is not None:
        return value
    return in_words(question, value, note, files=files)


def _part(question: Question, part: str, row: Application) -> str:
    value = row.versions[-1].answers.get(question.key) if row.versions else None
    return value.get(part, "") if isinstance(value, dict) else ""


def _district(question: Question, row: Application) -> str:
    found = places.district(_part(question, "district", row))
    return found.name if found else ""
