from collections.abc import Collection, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation import clock
from scharnier.foundation.questions.actions import AnswerConflict
from scharnier.foundation.questions.brought import Brought
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.forms import PageForm
from scharnier.foundation.questions.models import FormPage, QuestionType
from scharnier.foundation.questions.queries import filled
from scharnier.foundation.states import Refused
from scharnier.foundation.web import formats
from scharnier.foundation.web.pages import go_to, page
from scharnier.stages.applications import actions, changeable, queries
from scharnier.stages.applications.begun import earlier_here, is_new
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.steps import context_for, next_step
from scharnier.stages.applications.views.entering import for_applicants


@for_applicants
@require_http_methods(["GET", "HEAD", "POST"])
def answer_page(request: HttpRequest, application: Application, key: str) -> HttpResponse:
    """One topic. Whatever is typed is saved, right or wrong; only then comes the next page."""
    may_answer = request.user.has_perm("applications.answer_application", application)
    if request.method == "POST" and not may_answer:
        raise PermissionDenied
    only = changeable.open_keys(application)
    whole = filled(application.sheet)
    topic = _topic(whole, key)
    if not may_answer or (request.method != "POST" and not _is_open(whole, topic, only)):
        return go_to(request, application)
    if request.method != "POST":
        form = PageForm(topic, whole, only=only)
        context = context_for(application, form, only)
        if is_new(application):
            context["earlier"] = earlier_here(
                application, request.user, request, is_confirmed=request.is_confirmed
            )
        return page(request, "applications/page.html", context)
    goes_on = "later" not in request.POST and "stay" not in request.POST
    brought = Brought(topic, whole, request.POST, request.FILES, strict=goes_on, only=only or None)
    if only:
        _tell_what_is_shut(request, whole, topic, only)
    is_right = not brought.errors
    try:
        written = actions.save_page(application, brought.entries(), whole=whole, by=request.user)
    except Refused as refusal:
        return _again(request, application, brought, only, refusal=refusal)
    if is_right and not written.conflicts:
        return _onward(request, application, topic, whole.after(written.answers), only)
    return _again(request, application, brought, only, conflicts=written.conflicts)


def _again(
    request: HttpRequest,
    application: Application,
    brought: Brought,
    only: set[str] | None,
    *,
    refusal: Refused | None = None,
    conflicts: Sequence[AnswerConflict] = (),
) -> HttpResponse:
    """The same page with what was typed and what is wrong with it."""
    form = PageForm(
        brought.page, brought.whole, request.POST, request.FILES, only=only or None, brought=brought
    )
    form.is_valid()
    if refusal is not None:
        form.add_error(None, str(refusal))
    else:
        form.show_conflicts(conflicts)
    context = context_for(application, form, only, filled(application.sheet))
    context["conflicts"] = conflicts
    return page(request, "applications/page.html", context, fragment="form")


def _tell_what_is_shut(
    request: HttpRequest, whole: Filled, topic: FormPage, only: Collection[str]
) -> None:
    """A page that was opened before the deadline brings more than is asked back after it."""
    brought = Brought(topic, whole, request.POST)
    shut = [key for key in brought.versions if key not in only]
    rest = Brought(topic, whole, request.POST, only=shut)
    labels = [str(one.question.label) for one in rest.changes()]
    if labels:
        messages.warning(
            request,
            _("Not saved: “%(labels)s”. Since the deadline only what we ask back can be changed.")
            % {"labels": "; ".join(labels)},
        )


def _is_open(whole: Filled, topic: FormPage, only: set[str] | None) -> bool:
    """Whether something on this page may be changed; None is everything."""
    listed = whole.outline.questions.get(topic.pk, [])
    return only is None or any(question.key in only for question in listed)


def _onward(
    request: HttpRequest,
    application: Application,
    topic: FormPage,
    whole: Filled,
    only: set[str] | None,
) -> HttpResponse:
    if "stay" in request.POST:
        return go_to(request, reverse("applications:page", args=[application.pk, topic.key]))
    if "later" in request.POST:
        messages.success(request, _("Saved. You can go on at any time with the link in your mail."))
        return go_to(request, application)
    return go_to(request, next_step(application, whole, topic, only))


def _topic(whole, key: str) -> FormPage:
    found = whole.page(key)
    if found is None:
        raise Http404
    return found[0]


@for_applicants
@require_POST
def autosave(request: HttpRequest, application: Application, key: str) -> JsonResponse:
    """Keep what stands on the page this moment. The answer says what was saved, and when.

    Everything is kept, also what cannot be read and what comes after the deadline. A
    question that got files comes back as it looks with them.
    """
    if not request.user.has_perm("applications.answer_application", application):
        gone = _("Nothing can be changed here any more. Copy what you typed if you need it.")
        return JsonResponse({"refused": gone}, status=403)
    whole, changed = filled(application.sheet), request.POST.getlist("changed")
    asked_back = changeable.open_keys(application)
    shut = [name for name in changed if name not in asked_back] if asked_back else []
    changed = [name for name in changed if name not in shut]
    brought = Brought(_topic(whole, key), whole, request.POST, request.FILES, only=changed)
    errors = {name: error.messages for name, error in brought.errors.items()}
    try:
        written = actions.save_page(application, brought.entries(), whole=whole, by=request.user)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse(
        {
            "saved": _("Saved at %(time)s") % {"time": formats.clock_time(clock.now())},
            "versions": written.versions,
            "errors": errors,
            "fields": _with_files(application, brought) if request.FILES else {},
            "conflicts": [_conflict(conflict) for conflict in written.conflicts],
            "closed": _closed(application, shut),
            "shut": shut,
        }
    )


def _with_files(application: Application, brought: Brought) -> dict[str, str]:
    """The questions that brought files and may keep them, as they stand on the page now."""
    asked = [
        question.key
        for question in brought.questions
        if question.type == QuestionType.FILE and question.key not in brought.errors
    ]
    form = PageForm(brought.page, filled(application.sheet))
    return {key: form[key].as_field_group() for key in asked}


def _conflict(conflict) -> dict:
    return {
        "key": conflict.question.key,
        "theirs": conflict.theirs,
        "yours": conflict.yours,
        "version": conflict.version,
        "text": str(conflict),
    }


def _closed(application: Application, shut: Collection[str]) -> str:
    """Why what was typed will not be handed in; ``shut`` are questions that are not saved either."""
    if shut:
        return _(
            "Not saved: since the deadline only what we ask back can be changed. "
            "Copy your text and write to us if it matters."
        )
    if queries.accepts(application):
        return ""
    return _("The call has been closed since %(deadline)s. Your text is kept. Write to us.") % {
        "deadline": formats.moment(application.call.deadline_at)
    }
