"""The call as everybody sees it: the page, the list, the piece that others embed."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from scharnier.foundation.files.actions import storage
from scharnier.foundation.files.models import ScanState
from scharnier.foundation.web.pages import page
from scharnier.stages.calls import call_page, queries
from scharnier.stages.calls.models import Call, CallMedium

EMBED_SECONDS = 300


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    calls = list(queries.public_calls())
    return page(request, "calls/index.html", {"calls": calls})


@login_not_required
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    calls = queries.with_everything(Call.objects.public())
    return shown(request, get_object_or_404(calls, slug=slug))


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page before it is published, for those who work on it."""
    calls = queries.with_everything(queries.visible_to(request.user))
    return shown(request, get_object_or_404(calls, pk=pk), is_preview=True)


def shown(request: HttpRequest, call: Call, *, is_preview: bool = False) -> HttpResponse:
    request.programme = call.round.programme
    context = call_page.of(call) | {"is_preview": is_preview}
    if context["phase"] == "closed":
        context["next_call"] = queries.next_call(call)
    return page(request, "calls/page.html", context)


@login_not_required
@require_safe
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """``?lang=en`` for English. Any site may read it; nothing personal is in it."""
    language = request.GET.get("lang", "de")
    if language not in settings.SWITCH_LANGUAGES:
        raise Http404
    call = get_object_or_404(queries.with_everything(Call.objects.public()), slug=slug)
    sides = {group.side for group in call.target_groups.all()}
    doors = {
        side: settings.BASE_URL + reverse("applications:begin", args=[slug, side]) for side in sides
    }
    with translation.override(language):
        words = call_page.in_json(call, base_url=settings.BASE_URL, apply_url=doors)
    response = JsonResponse(
        words | {"language": language}, json_dumps_params={"ensure_ascii": False}
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=EMBED_SECONDS)
    return response


@login_not_required
@require_safe
def medium(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A file that belongs to a public call. The bytes were checked when they were stored."""
    calls = Call.objects.public()
    if request.user.is_authenticated:
        calls = calls | queries.visible_to(request.user).select_related(None)
    shown = CallMedium.objects.filter(call__in=calls, call__slug=slug, file__isnull=False)
    file = get_object_or_404(shown.select_related("file"), pk=pk).file
    if file.scan_state == ScanState.INFECTED:
        raise Http404
    unchanged = get_conditional_response(request, etag=f'"{file.sha256}"')
    if unchanged is not None:
        return unchanged
    try:
        stream = storage().open(file.path)
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(
        stream,
        as_attachment=file.kind not in {"image", "video"},
        filename=file.name,
        content_type=file.content_type,
    )
    response.headers |= {
        "ETag": f'"{file.sha256}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": f"public, max-age={EMBED_SECONDS}",
    }
    return response
