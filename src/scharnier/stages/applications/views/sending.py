from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation.questions.queries import page_statuses, summarise
from scharnier.foundation.states import MoveRefused, Refused
from scharnier.foundation.web import errors
from scharnier.foundation.web.pages import go_to, page
from scharnier.foundation.web.rate import is_too_often
from scharnier.stages.applications import actions, changeable, document, queries, questions_back
from scharnier.stages.applications.begun import earlier_here
from scharnier.stages.applications.forms import SubmitForm, WithdrawForm
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.refusals import NothingNew, TooLate
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.applications.status import status_of
from scharnier.stages.applications.steps import tasks_of
from scharnier.stages.applications.views.entering import for_applicants
from scharnier.stages.applications.views.posted import posted
from scharnier.stages.applications.wordings import beside, unknown_place
from scharnier.stages.calls import queries as calls
from scharnier.stages.calls.models import Call

LINKS_AN_HOUR = 10


@for_applicants
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, application: Application) -> HttpResponse:
    """“Is everything right?” – and the button that hands it in."""
    may_submit = request.user.has_perm("applications.submit_application", application)
    if request.method == "POST" and not may_submit:
        raise PermissionDenied
    if not request.user.has_perm("applications.view_answers", application):
        raise PermissionDenied
    asked = questions_back.open_one(application)
    form = SubmitForm(posted(request), asks_for_reply=asked is not None)
    if form.is_valid():
        reply, confirmed = form.cleaned_data.get("reply", ""), request.is_confirmed
        try:
            actions.submit(application, reply=reply, confirmed=confirmed, by=request.user)
        except NothingNew as refusal:
            if asked is None:
                return _already_in(request, application)
            form.add_error("reply", str(refusal))
        except MoveRefused:
            return _already_in(request, application)
        except TooLate as refusal:
            actions.send_copy_too_late(application, to=request.user, by=request.user)
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_to(request, reverse("applications:status", args=[application.pk]))
    context = _check_context(request, application, form) | {"asked_back": asked}
    return page(request, "applications/check.html", context)


def _already_in(request: HttpRequest, application: Application) -> HttpResponse:
    """Two clicks are one hand-in; the second sees where the first led."""
    application.refresh_from_db()
    messages.info(request, _("Your application has arrived already."))
    return go_to(request, application)


def _check_context(request: HttpRequest, application: Application, form: SubmitForm) -> dict:
    whole, only = changeable.to_send(application), changeable.open_keys(application)
    steps = page_statuses(whole)
    may_answer = request.user.has_perm("applications.answer_application", application)
    wordings = beside(whole.questions, application.sheet.form)
    sections: list[dict[str, Any]] = [
        {
            "title": str(one.page.title),
            "url": (address := _page(application, one.page.key)),
            "rows": [
                {
                    "label": str(row.question.label),
                    "value": "" if row.files else row.words,
                    "files": row.files,
                    "beside": wordings.get(row.question.key, "")
                    or unknown_place(whole, row.question),
                    "error": row.error or (_("Needed, still open") if row.is_missing else ""),
                    "url": f"{address}#id_{row.question.key}"
                    if may_answer and (only is None or row.question.key in only)
                    else "",
                }
                for row in one.rows
            ],
        }
        for one in summarise(whole)
    ]
    return {
        "application": application,
        "call": application.call,
        "form": form,
        "sections": sections,
        "missing": [row for section in sections for row in section["rows"] if row["error"]],
        "steps": tasks_of(application, steps) if only is None else [],
        "may_submit": request.user.has_perm("applications.submit_application", application),
        "accepts": queries.accepts(application),
        "again": application.state == S.SUBMITTED,
        "deadline": queries.deadline_of(application),
        "saved_at": application.changed_at if application.sheet.version else None,
        "area": _("Application"),
    }


def _page(application: Application, key: str) -> str:
    return reverse("applications:page", args=[application.pk, key])


@for_applicants
@require_http_methods(["GET", "HEAD"])
def status(request: HttpRequest, application: Application) -> HttpResponse:
    """What is true now, what comes next and by when."""
    told = status_of(application)
    context = told | {
        "other_call": None if told["goes_on"] else _other_call(application),
        "application": application,
        "call": application.call,
        "people": list(application.applicants.all()),
        "may_answer": request.user.has_perm("applications.answer_application", application),
        "may_withdraw": request.user.has_perm("applications.withdraw_application", application),
        "may_share": request.user.has_perm("applications.share_application", application),
        "may_read": request.user.has_perm("applications.view_answers", application),
        "earlier": _earlier(request, application),
        "consents_waiting": request.is_confirmed and queries.consents_waiting(application),
        "contacts": queries.contacts_of(application.call)[:2],
        "area": _("Application"),
    }
    if application.state == S.DRAFT and not context["may_answer"]:
        context["notice"] = _for_readers()
    return page(request, "applications/status.html", context)


def _for_readers() -> dict:
    """What a draft says to whoever may read it and not write."""
    return {
        "kind": "info",
        "title": _("You may read this application"),
        "text": _("Whoever began it writes it and hands it in."),
    }


def _earlier(request: HttpRequest, application: Application) -> Application | None:
    """What this draft could still be filled with; offered as long as that would fill a gap."""
    if application.state != S.DRAFT:
        return None
    known = request.is_confirmed
    earlier = earlier_here(application, request.user, request, is_confirmed=known)
    return earlier if earlier and queries.to_take_over(application, out_of=earlier) else None


def _other_call(application: Application) -> Call | None:
    """For whom this one is over: a call that is open now, or the next one."""
    elsewhere = calls.open_calls().exclude(pk=application.call_id).first()
    return elsewhere or calls.next_call(application.call)


@for_applicants
@require_http_methods(["GET", "HEAD"])
def copy(request: HttpRequest, application: Application) -> HttpResponse:
    """What was handed in last, as a PDF to keep."""
    version = queries.latest_version(application)
    if version is None:
        raise Http404
    if not request.user.has_perm("applications.view_answers", application):
        raise PermissionDenied
    answer = HttpResponse(document.copy_of(version), content_type=document.PDF)
    answer["Content-Disposition"] = f'attachment; filename="{document.name_of(version)}"'
    return answer


@for_applicants
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    if not request.user.has_perm("applications.withdraw_application", application):
        raise PermissionDenied
    form = WithdrawForm(posted(request))
    if form.is_valid():
        try:
            actions.withdraw(application, **form.cleaned_data, by=request.user)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your application is withdrawn."))
            return go_to(request, application)
    context = {
        "application": application,
        "call": application.call,
        "form": form,
        "area": _("Application"),
    }
    return page(request, "applications/withdraw.html", context, fragment="form")


@for_applicants
@require_POST
def send_link(request: HttpRequest, application: Application) -> HttpResponse:
    """Mail a link to go on elsewhere to whoever asks from inside the application."""
    if is_too_often(request, f"link:{application.pk}", LINKS_AN_HOUR):
        return errors.too_many(request)
    if not request.user.email:
        messages.warning(request, _("There is no e-mail address to which we could send a link."))
        return go_to(request, application)
    actions.send_link(application, to=request.user, by=request.user)
    messages.success(
        request, _("The link is on its way to %(email)s.") % {"email": request.user.email}
    )
    back = request.POST.get("back", "")
    return go_to(
        request, _page(application, back) if back.replace("-", "_").isidentifier() else application
    )


@for_applicants
@require_POST
def confirm_consents(request: HttpRequest, application: Application) -> HttpResponse:
    """The second yes to newsletter and directory, by a link from a mail."""
    is_owner = request.user.has_perm("applications.share_application", application)
    if not (request.is_confirmed and is_owner):
        raise PermissionDenied
    actions.confirm_consents(application, by=request.user)
    messages.success(request, _("Thank you, your consent is noted."))
    return go_to(request, application)
