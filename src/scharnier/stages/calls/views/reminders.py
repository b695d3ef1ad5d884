"""“Remind me when it opens”: asked on the call page, confirmed from the mailbox."""

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from scharnier.foundation.privacy.queries import text_for
from scharnier.foundation.states import Refused
from scharnier.foundation.web.errors import too_many
from scharnier.foundation.web.pages import go_to, page
from scharnier.foundation.web.rate import is_too_often
from scharnier.stages.calls import actions, mails, queries
from scharnier.stages.calls.forms import RemindForm
from scharnier.stages.calls.models import Reminder

WISHES_AN_HOUR = 10
SECONDS_A_DAY = 86400


@login_not_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    call = get_object_or_404(queries.public_calls(), slug=slug)
    request.programme = call.round.programme
    form = RemindForm(request.POST or None)
    if form.is_valid():
        if is_too_often(request, "call-reminder", WISHES_AN_HOUR):
            return too_many(request)
        try:
            language = (translation.get_language() or "de")[:2]
            email = form.cleaned_data["email"]
            actions.ask_for_reminder(call, email=email, language=language, by=None)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_to(request, "calls:reminder_asked")
    return page(request, "calls/remind.html", {"call": call, "form": form}, fragment="form")


@login_not_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return page(request, "calls/reminder_asked.html", {"days": mails.CONFIRM_WITHIN_DAYS})


@login_not_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    reminder = found(token, max_age=mails.CONFIRM_WITHIN_DAYS * SECONDS_A_DAY)
    if reminder is not None and request.method == "POST":
        actions.confirm_reminder(reminder, by=None)
    context = {
        "reminder": reminder,
        "call": reminder and reminder.call,
        "consent": text_for(actions.REMINDER_PURPOSE),
    }
    return page(request, "calls/reminder_confirm.html", context, status=200 if reminder else 410)


@login_not_required
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    reminder = found(token)
    is_stopped = reminder is None
    if reminder is not None and request.method == "POST":
        actions.stop_reminder(reminder, by=None)
        is_stopped = True
    return page(request, "calls/reminder_stop.html", {"is_stopped": is_stopped})


def found(token: str, *, max_age: int | None = None) -> Reminder | None:
    """The wish that a mailed link is about; None if the link is too old, wrong or done with."""
    try:
        key = signing.loads(token, salt=mails.SALT, max_age=max_age)["reminder"]
    except signing.BadSignature:
        return None
    return Reminder.objects.filter(pk=key).select_related("call__round__programme").first()
