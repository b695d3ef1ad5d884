from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from scharnier.foundation.files import actions as files
from scharnier.foundation.files.models import ScanState
from scharnier.foundation.files.views import SANDBOX
from scharnier.foundation.web.errors import too_many
from scharnier.foundation.web.pages import go_to, page
from scharnier.foundation.web.rate import is_too_often
from scharnier.foundation.web.twice import made_once
from scharnier.stages.blueprints import actions, queries
from scharnier.stages.blueprints.document import handout, makers_of
from scharnier.stages.blueprints.forms import ReuseForm
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.blueprints.topics import key_of

ON_A_PAGE = 24
REUSES_AN_HOUR = 6


@login_not_required
@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """The public library: search, topics, cards."""
    query, topic = _asked(request, "q")[:200], key_of(_asked(request, "topic")[:60])
    shown = Paginator(queries.library(query, topic=topic), ON_A_PAGE)
    context = {
        "query": query,
        "topic": topic,
        "topics": queries.topics_in_library(),
        "found": shown.get_page(request.GET.get("page")),
    }
    return page(request, "blueprints/library.html", context, fragment="found")


@login_not_required
@require_GET
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """A blueprint as everybody sees it."""
    blueprint = _find(request, slug)
    context = {
        "area": _("Blueprints"),
        "blueprint": blueprint,
        "version": blueprint.published,
        "makers": makers_of(blueprint),
        "files": blueprint.files.select_related("file").order_by("pk"),
        "reuses": blueprint.reuses.filter(shown_at__isnull=False).order_by("-told_at"),
        "address": settings.BASE_URL + blueprint.get_absolute_url(),
    }
    return page(request, "blueprints/page.html", context)


@login_not_required
@require_GET
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The blueprint as a handout to print or pass on."""
    blueprint = _find(request, slug)
    answer = HttpResponse(handout(blueprint, blueprint.published), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{blueprint.slug}.pdf"'
    return answer


@login_not_required
@require_GET
def file(request: HttpRequest, slug: str, file_pk: int) -> FileResponse:
    """A template that belongs to a published blueprint."""
    added = get_object_or_404(_find(request, slug).files.select_related("file"), pk=file_pk)
    if added.file.scan_state == ScanState.INFECTED:
        raise Http404
    return FileResponse(
        files.storage().open(added.file.path),
        as_attachment=True,
        filename=added.file.name,
        content_type=added.file.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": SANDBOX},
    )


@login_not_required
@require_http_methods(["GET", "POST"])
@made_once
def reuse(request: HttpRequest, slug: str) -> HttpResponse:
    """“We used this.”"""
    blueprint = _find(request, slug)
    if request.method == "POST" and is_too_often(request, "reuse", REUSES_AN_HOUR):
        return too_many(request)
    form = ReuseForm(request.POST or None)
    if form.is_valid():
        by = request.user if request.user.is_authenticated else None
        actions.tell_reuse(blueprint, **form.cleaned_data, by=by)
        messages.success(request, _("Thank you. The team will be glad to hear it."))
        return go_to(request, blueprint)
    context = {"area": _("Blueprints"), "blueprint": blueprint, "form": form}
    return page(request, "blueprints/reuse.html", context, fragment="form")


def _asked(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()


def _find(request: HttpRequest, slug: str) -> Blueprint:
    blueprint = get_object_or_404(queries.with_slug(slug))
    request.programme = blueprint.round.programme
    return blueprint
