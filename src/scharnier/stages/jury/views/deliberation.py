"""After the pitches: what the points say, what the jury says, and who is told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.jury import actions, mails, queries
from scharnier.stages.jury.forms import VerdictForm
from scharnier.stages.jury.models import Case, Condition, JuryDay, JuryVerdict
from scharnier.stages.jury.states import JuryDayState, VerdictState
from scharnier.stages.jury.views.access import case_for, day_for
from scharnier.stages.jury.views.words import tie_breaks_in_words


@require_GET
def table(request: HttpRequest, pk: int) -> HttpResponse:
    day = day_for(request, pk)
    seen = set(
        queries.visible_cases(request.user).filter(jury_day=day).values_list("pk", flat=True)
    )
    criteria = queries.criteria_of(day)
    context = {
        "day": day,
        "rows": [row for row in queries.results_of(day) if row.case.pk in seen],
        "ties": tie_breaks_in_words(day, criteria),
        "is_deliberating": day.state == JuryDayState.DELIBERATING,
        "may_lead": request.user.has_perm("jury.lead_day", day),
    }
    return page(request, "jury/deliberation.html", context)


@require_http_methods(["GET", "POST"])
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_for(request, pk, "jury.give_verdict")
    form = VerdictForm(request.POST or None, initial=_initial(case))
    if form.is_valid():
        try:
            actions.give_verdict(case, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The verdict is written down. The team is told at the release.")
            )
            return go_to(request, reverse("jury:deliberation", args=[case.jury_day_id]))
    result = next(row for row in queries.results_of(case.jury_day) if row.case.pk == case.pk)
    context = {
        "day": case.jury_day,
        "case": case,
        "result": result,
        "text": queries.text_of(case),
        "form": form,
        "pairs": [(form[f"condition_{n}"], form[f"due_{n}"]) for n in range(1, 5)],
        "is_deliberating": case.jury_day.state == JuryDayState.DELIBERATING,
    }
    return page(request, "jury/verdict.html", context, fragment="form")


def _initial(case: Case) -> dict:
    found = JuryVerdict.objects.filter(case=case).first()
    if found is None:
        return {}
    initial = {"outcome": found.outcome, "comment": found.comment, "resubmit_by": found.resubmit_by}
    for n, condition in enumerate(found.conditions.order_by("pk"), start=1):
        initial |= {f"condition_{n}": condition.text, f"due_{n}": condition.due_on}
    return initial


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows who will be told what, with the first mail of each kind; then all at once."""
    day = day_for(request, pk, "jury.lead_day")
    if request.method == "POST":
        with refusals_told(request):
            number = actions.release(day, by=request.user)
            said = ngettext(
                "%(number)d verdict is released.", "%(number)d verdicts are released.", number
            )
            messages.success(request, said % {"number": number})
        return go_to(request, reverse("jury:release", args=[day.pk]))
    return page(request, "jury/release.html", _release_context(day))


def _release_context(day: JuryDay) -> dict:
    waiting = list(queries.prepared(day))
    groups = []
    for outcome in JuryVerdict.Outcome:
        verdicts = [one for one in waiting if one.outcome == outcome]
        if verdicts:
            groups.append(
                {
                    "label": outcome.label,
                    "number": len(verdicts),
                    "recipients": mails.recipients(verdicts),
                    "mail": mails.preview_verdict(verdicts[0]),
                }
            )
    return {
        "day": day,
        "groups": groups,
        "number": len(waiting),
        "left": list(queries.without_verdict(day)),
        "is_deliberating": day.state == JuryDayState.DELIBERATING,
        "is_released": day.state == JuryDayState.RELEASED,
    }


@require_POST
def condition(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes a condition as met, or as open again."""
    found = get_object_or_404(
        Condition.objects.select_related("verdict__case__challenge__team"),
        pk=pk,
        verdict__state=VerdictState.RELEASED,
    )
    case = case_for(request, found.verdict.case_id, "jury.view_case")
    day = day_for(request, case.jury_day_id)
    act = actions.reopen_condition if "reopen" in request.POST else actions.meet_condition
    with refusals_told(request):
        act(found, by=request.user)
    return go_to(request, reverse("jury:deliberation", args=[day.pk]))
