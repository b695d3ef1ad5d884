from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.outbox import actions, keys, overtaken, queries
from scharnier.foundation.outbox.forms import EditForm, ReleaseForm, SettleForm
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.outbox.states import MailState
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web import pieces
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.tables import Bulk, Column, Filter, Table, View


def _subject(mail: Mail) -> str:
    """The subject, and below it why what a held mail says is no longer true."""
    name = format_html('<a class="name" href="{}">{}</a>', mail.get_absolute_url(), mail.subject)
    if not mail.overtaken_by:
        return name
    tag = pieces.tag("warn", _("No longer true"), "triangle-alert")
    return format_html('{}<br>{} <span class="small muted">{}</span>', name, tag, mail.overtaken_by)


MAILS = Table(
    "mails",
    caption=gettext_lazy("Mails"),
    columns=[
        Column("subject", gettext_lazy("Subject"), sort="subject", place="main", cell=_subject),
        Column(
            "recipient",
            gettext_lazy("Recipient"),
            sort="to_name",
            place="sub",
            value=lambda mail: mail.to_name or mail.to_address,
        ),
        Column("to_address", gettext_lazy("Address"), sort="to_address", priority=2),
        Column("round", gettext_lazy("Round"), priority=1),
        Column(
            "state",
            gettext_lazy("State"),
            sort="state",
            cell=pieces.state,
            place="status",
        ),
        Column("created_at", gettext_lazy("Written"), sort="created_at", priority=1),
        Column("sent_at", gettext_lazy("Sent"), sort="sent_at", priority=2),
    ],
    search=["subject", "to_name", "to_address"],
    filters=[Filter("state", gettext_lazy("State"), MailState.choices)],
    views=[
        View(state.value, state.label, Q(state=state))
        for state in (
            MailState.HELD,
            MailState.WAITING,
            MailState.FAILED,
            MailState.UNCLEAR,
            MailState.SENT,
        )
    ],
    order="-created_at",
    mark=overtaken.mark,
    empty=(
        gettext_lazy("No mails yet"),
        gettext_lazy("What you decide writes mails; they wait here."),
    ),
)


@require_GET
def mails(request: HttpRequest) -> HttpResponseBase:
    """The outbox: what waits, what is held, what left and what did not."""
    _only_if(request, "outbox.view_mails")
    bulk = [Bulk(_("Release"), reverse("outbox:release"), "send")]
    counts = queries.counts_for(request.user)
    last = queries.last_held(request.user) if counts["held"] else None
    all_held = ReleaseForm(initial={"up_to": last})
    context = {"counts": counts, "held": counts["held"], "all_held": all_held}
    seen = queries.visible_to(request.user)
    return MAILS.respond(request, seen, "outbox/mails.html", context, bulk=bulk)


@require_POST
def release(request: HttpRequest) -> HttpResponse:
    """First show how many mails leave and the first of them; then let them.

    What is no longer true is named with the reason and stays held, unless one says so.
    """
    _only_if(request, "outbox.view_mails")
    form = ReleaseForm(request.POST)
    chosen = []
    if form.is_valid():
        asked = form.cleaned_data
        chosen = queries.releasable(request.user, asked["selected"], up_to=asked["up_to"])
    if not chosen:
        messages.warning(
            request, _("None of the mails you chose is held. Choose held mails to release them.")
        )
        return go_to(request, "outbox:mails")
    outdated = overtaken.by_events(chosen)
    if form.cleaned_data["seen"]:
        _settle(request, chosen, outdated)
        return go_to(request, "outbox:mails")
    # All of them need no list of numbers, which may be thousands.
    numbers = [] if form.cleaned_data["up_to"] else [mail.pk for mail in chosen]
    confirm = ReleaseForm(
        initial={"selected": numbers, "up_to": form.cleaned_data["up_to"], "seen": True}
    )
    leaving = [mail for mail in chosen if mail.pk not in outdated]
    context = {
        "leaving": leaving,
        "groups": _by_template(leaving),
        "outdated": [(mail, outdated[mail.pk]) for mail in chosen if mail.pk in outdated],
        "confirm": confirm,
    }
    return page(request, "outbox/release.html", context)


def _settle(request: HttpRequest, chosen: list[Mail], outdated: dict[int, str]) -> None:
    """Do what was asked for: release what is still true, or all of it, or discard the rest."""
    if "never" in request.POST:
        gone = [mail for mail in chosen if mail.pk in outdated]
        for mail in gone:
            _only_if(request, "outbox.discard_mail", mail)
            actions.discard(mail, by=request.user)
        said = ngettext("%(n)d mail is discarded.", "%(n)d mails are discarded.", len(gone))
        messages.success(request, said % {"n": len(gone)})
        return
    leaving = [mail for mail in chosen if "anyway" in request.POST or mail.pk not in outdated]
    number = actions.release(leaving, by=request.user)
    said = ngettext("%(n)d mail is on its way.", "%(n)d mails are on their way.", number)
    messages.success(request, said % {"n": number})


def _by_template(mails: list[Mail]) -> list[dict]:
    """The mails by the letter that they are written from: its first mail and who gets one."""
    groups: dict[str, list[Mail]] = {}
    for one in mails:
        groups.setdefault(one.template, []).append(one)
    return [
        {"first": of[0], "recipients": [f"{m.to_name} <{m.to_address}>" for m in of]}
        for of in groups.values()
    ]


@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail: its words (unless they are somebody's key), what became of it, what one may do."""
    found = _visible(request, pk)
    may = {
        verb: request.user.has_perm(f"outbox.{verb}", found)
        for verb in (
            "read_text",
            "edit_mail",
            "release_mail",
            "discard_mail",
            "retry_mail",
            "settle_mail",
        )
    }
    context = {
        "mail": found,
        "outdated": overtaken.by_events([found]).get(found.pk, ""),
        "may": may,
        "attachments": found.attachments.all(),
        "entries": entries_for(found),
        "settle": SettleForm() if may["settle_mail"] else None,
        "release_form": ReleaseForm(initial={"selected": [found.pk]}),
    }
    return page(request, "outbox/mail.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a held mail."""
    found = _visible(request, pk)
    _only_if(request, "outbox.edit_mail", found)
    seen = {"subject": found.subject, "text": found.shown_text, "version": found.version}
    form = EditForm(request.POST or None, initial=seen)
    if form.is_valid():
        try:
            text = keys.put_back(form.cleaned_data["text"], found.text)
            actions.edit(found, **form.cleaned_data | {"text": text}, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The mail is changed."))
            return go_to(request, found)
    return page(request, "outbox/edit.html", {"mail": found, "form": form}, fragment="form")


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Never send this mail."""
    found = _visible(request, pk)
    _only_if(request, "outbox.discard_mail", found)
    with refusals_told(request):
        actions.discard(found, by=request.user)
        messages.success(request, _("The mail is discarded. Nobody gets it."))
    return go_to(request, found)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a failed or unclear mail again."""
    found = _visible(request, pk)
    _only_if(request, "outbox.retry_mail", found)
    with refusals_told(request):
        actions.retry(found, by=request.user)
        messages.success(request, _("The mail is on its way again."))
    return go_to(request, found)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of a mail that nobody knew the fate of."""
    found = _visible(request, pk)
    _only_if(request, "outbox.settle_mail", found)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say first what you found out."))
        return go_to(request, found)
    verb = {"arrived": actions.settle, "again": actions.retry, "discard": actions.discard}
    with refusals_told(request):
        verb[form.cleaned_data["found"]](found, by=request.user)
    return go_to(request, found)


@login_not_required
@require_GET
def demo_mails(request: HttpRequest) -> HttpResponse:
    """In the demo everybody reads all mails: there is nobody behind the addresses."""
    if not settings.DEMO:
        raise Http404
    return page(request, "outbox/demo_mails.html", {"mails": queries.latest(50)})


def _visible(request: HttpRequest, pk: int) -> Mail:
    return get_object_or_404(queries.visible_to(request.user), pk=pk)


def _only_if(request: HttpRequest, permission: str, subject: Mail | None = None) -> None:
    if not request.user.has_perm(permission, subject):
        raise PermissionDenied
