from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from scharnier.foundation.files import access
from scharnier.foundation.files.actions import storage
from scharnier.foundation.files.models import File, ScanState
from scharnier.foundation.people.models import Pass
from scharnier.foundation.people.passes import SESSION_KEY

SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'none'; script-src 'none'"


@login_not_required
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself: a picture in the page, anything else as a download."""
    found = get_object_or_404(File, pk=pk)
    if not _may_see(request, found):
        return _refuse(request)
    as_attachment = not found.is_image or "download" in request.GET
    return _serve(request, found, found.path, found.content_type, as_attachment=as_attachment)


@login_not_required
@require_safe
def thumbnail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture of 480 pixels at most."""
    found = get_object_or_404(File, pk=pk, has_thumbnail=True)
    if not _may_see(request, found):
        return _refuse(request)
    return _serve(request, found, found.thumbnail_path, "image/jpeg", as_attachment=False)


def _may_see(request: HttpRequest, found: File) -> bool:
    if request.user.is_authenticated and request.user.has_perm("files.view_file", found):
        return True
    ids = request.session.get(SESSION_KEY, [])
    if not ids or found.scan_state == ScanState.INFECTED:
        return False
    return access.may_see_with(
        Pass.objects.valid().filter(pk__in=ids).select_related("person"), found
    )


def _refuse(request: HttpRequest) -> HttpResponse:
    """Invisible is 404; somebody who is nobody yet may sign in first."""
    if request.user.is_authenticated or request.session.get(SESSION_KEY):
        raise Http404
    return redirect_to_login(request.get_full_path())


def _serve(
    request: HttpRequest, found: File, path: str, content_type: str, *, as_attachment: bool
) -> HttpResponseBase:
    etag = f'"{found.sha256}{path[66:]}"'
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return unchanged
    try:
        stream = storage().open(path)
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
    }
    return FileResponse(
        stream,
        as_attachment=as_attachment,
        filename=found.name,
        content_type=content_type,
        headers=headers,
    )
