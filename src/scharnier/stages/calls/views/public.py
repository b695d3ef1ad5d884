"""The call as everybody sees it: the page, the list, the piece that others embed."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from scharnier.foundation import clock
from scharnier.foundation.files.actions import storage
from scharnier.foundation.files.models import ScanState
from scharnier.foundation.web.pages import page
from scharnier.stages.calls import calendar, call_page, queries
from scharnier.stages.calls.models import Call, CallMedium
from scharnier.stages.calls.states import Phase

KEPT_SECONDS = 300


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    calls = list(queries.public_calls())
    return page(request, "calls/index.html", {"calls": calls})


@login_not_required
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    calls = Call.objects.public().select_related("round__programme")
    return shown(request, get_object_or_404(calls, slug=slug))


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page before it is published, for those who work on it."""
    call = get_object_or_404(queries.visible_to(request.user), pk=pk)
    return shown(request, call, is_preview=True)


def shown(request: HttpRequest, call: Call, *, is_preview: bool = False) -> HttpResponse:
    request.programme = call.round.programme
    context = {"call": call, "is_preview": is_preview, "body": body(request, call)}
    return page(request, "calls/page.html", context)


def body(request: HttpRequest, call: Call) -> str:
    """The inside of the page. Kept for a while, because half a country may read it at once.

    After the deadline it may say something to one person, so then it is made anew.
    """
    key = kept_under(call, get_language())
    found = None if call.phase == Phase.CLOSED else cache.get(key)
    if found is None:
        queries.load_everything(call)
        context = call_page.of(call)
        if call.phase == Phase.CLOSED:
            context["next_call"] = queries.next_call(call)
        found = render_to_string("calls/_body.html", context, request)
        cache.set(key, found, KEPT_SECONDS)
    return found


def kept_under(call: Call, what: str) -> str:
    """Another key as soon as the call, its phase or the day is another."""
    changed = call.changed_at.timestamp()
    return f"call:{call.pk}:{call.version}:{changed}:{call.phase}:{clock.today()}:{what}"


@login_not_required
@require_safe
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """``?lang=en`` for English. Any site may read it; nothing personal is in it."""
    language = request.GET.get("lang", "de")
    if language not in settings.SWITCH_LANGUAGES:
        raise Http404
    call = get_object_or_404(Call.objects.public().select_related("round"), slug=slug)
    key = kept_under(call, f"json-{language}")
    words = cache.get(key)
    if words is None:
        with translation.override(language):
            words = in_json(call) | {"language": language}
        cache.set(key, words, KEPT_SECONDS)
    response = JsonResponse(words, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response


@login_not_required
@require_safe
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The days that still lie ahead."""
    call = get_object_or_404(Call.objects.public(), slug=slug)
    days = call.dates.filter(on__gte=clock.today()).order_by("on", "pk")
    response = HttpResponse(calendar.file_of(call, days), content_type=calendar.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{call.slug}.ics"'
    return response


def in_json(call: Call) -> dict:
    queries.load_everything(call)
    return call_page.in_json(call, base_url=settings.BASE_URL)


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
    response["ETag"] = f'"{file.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
