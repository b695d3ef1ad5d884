"""The minutes of a jury day as a tagged PDF."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from scharnier.foundation.slugs import slug_of
from scharnier.foundation.web import formats, pdf
from scharnier.stages.jury import queries
from scharnier.stages.jury.models import JuryDay
from scharnier.stages.jury.queries.results import Result
from scharnier.stages.jury.views.access import day_for
from scharnier.stages.jury.views.words import tie_breaks_in_words

LAYOUT = Path(__file__).parent.parent / "pdf" / "minutes.typ"


@require_GET
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    day = day_for(request, pk)
    answer = HttpResponse(pdf.render(LAYOUT, facts_of(day)), content_type="application/pdf")
    name = slug_of(f"{_('minutes')}-{day.held_on:%Y-%m-%d}")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def facts_of(day: JuryDay) -> dict:
    """Everything that stands in the minutes, in words."""
    criteria = queries.criteria_of(day)
    return {
        "title": _("Minutes of the jury day, %(day)s") % {"day": formats.day(day.held_on)},
        "language": (get_language() or "de")[:2],
        "footer": str(day.round),
        "programme": str(day.round.programme.name),
        "round": str(day.round),
        "region": str(day.region or _("All regions")),
        "state": str(day.get_state_display()),
        "words": _words(),
        "seats": [
            {
                "name": str(seat.person),
                "institution": seat.institution,
                "promised": formats.moment(seat.confidentiality_at),
            }
            for seat in day.seats.select_related("person").order_by("pk")
        ],
        "criteria": [f"{c.label} {c.weight} %" if c.weight else str(c.label) for c in criteria],
        "ties": tie_breaks_in_words(day, criteria),
        "threshold": _("Points needed: %(points)s of 100.") % {"points": day.round.jury_threshold},
        "cases": [_case(row) for row in queries.results_of(day)],
    }


def _case(row: Result) -> dict:
    verdict = row.verdict
    return {
        "rank": str(row.rank or "–"),
        "name": row.case.name,
        "team": row.case.challenge.team.number,
        "question": row.case.heard.question if row.case.heard else "",
        "points": _number(row.points, 1),
        "scores": str(len(row.scores)),
        "means": [_number(mean, 1) for _criterion, mean in row.means],
        "spread": [
            f"{criterion.label}: {', '.join(map(str, given))}" for criterion, given in row.flagged
        ],
        "biased": list(row.biased),
        "verdict": str(verdict.get_outcome_display()) if verdict else _("no verdict yet"),
        "comment": verdict.comment if verdict else "",
        "conditions": _conditions(row),
    }


def _conditions(row: Result) -> list[str]:
    if row.verdict is None:
        return []
    return [
        f"{one.text} ({date_format(one.due_on, 'DATE_FORMAT')})" if one.due_on else one.text
        for one in row.verdict.conditions.all()
    ]


def _number(value: object, digits: int) -> str:
    """Rounded as on the page of the deliberation."""
    return "–" if value is None else floatformat(value, digits)


def _words() -> dict[str, str]:
    return {
        "jury": _("The jury"),
        "name": _("Name"),
        "institution": _("Institution"),
        "promised": _("Confidentiality promised"),
        "rubric": _("How it was judged"),
        "ties": _("At equal points decided, in this order:"),
        "result": _("Result"),
        "rank": _("Rank"),
        "team": _("Team"),
        "points": _("Points"),
        "scores": _("Scores"),
        "verdict": _("Verdict"),
        "cases": _("Case by case"),
        "spread": _("Points far apart, discussed:"),
        "biased": _("Biased, without a vote:"),
        "conditions": _("Conditions"),
        "means": _("Means by criterion"),
        "criterion": _("Criterion"),
        "mean": _("Mean"),
    }
