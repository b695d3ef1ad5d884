"""The two-minute check before any essay. Answers are weighed at once; nothing is kept."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_http_methods

from scharnier.foundation.web.pages import go_to, page
from scharnier.stages.calls import call_page, queries
from scharnier.stages.calls.forms import EligibilityForm
from scharnier.stages.calls.models import Call, EligibilityQuestion, TargetGroup


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str, side: str) -> HttpResponse:
    """Ask, say at once whether it fits, and if not why, and what else there is."""
    group = get_object_or_404(
        TargetGroup.objects.select_related("call__round__programme"),
        call__in=Call.objects.public(),
        call__slug=slug,
        side=side,
    )
    request.programme = group.call.round.programme
    questions = queries.eligibility_questions(group)
    if not questions:
        return go_to(request, call_page.form_of(group))
    with translation.override(call_page.voice_of(group)):
        form = EligibilityForm(request.POST if request.method == "POST" else None, asked=questions)
        context = _context(group, form)
        if form.is_valid():
            context |= _result(group, questions, form.cleaned_data)
        return page(request, "calls/eligibility.html", context)


def _context(group: TargetGroup, form: EligibilityForm) -> dict:
    call = group.call
    return {
        "group": group,
        "call": call,
        "form": form,
        "form_url": call_page.form_of(group),
        "area": str(call),
    }


def _result(
    group: TargetGroup, questions: list[EligibilityQuestion], answers: dict[str, str]
) -> dict:
    """What the answers mean. Not being sure keeps nobody out."""
    call = group.call
    given = [(question, answers[EligibilityForm.name_of(question)]) for question in questions]
    other = call.target_groups.exclude(pk=group.pk).first()
    return {
        "is_answered": True,
        "reasons": [q for q, said in given if said not in (q.fitting, EligibilityForm.UNSURE)],
        "unsure": [q for q, said in given if said == EligibilityForm.UNSURE],
        "other": other and call_page.leaf(other) | {"url": call_page.door_of(other)},
        "next_call": queries.next_call(call),
        "contacts": call.contacts.order_by("position", "pk")[:2],
    }
