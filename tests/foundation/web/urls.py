"""The pages of the foundation alone, and views that fail on purpose."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from scharnier.foundation.web import errors


@login_not_required
def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise {
        "400": BadRequest("x"),
        "403": PermissionDenied("Only for leads."),
        "500": RuntimeError("boom"),
    }[how]


urlpatterns = [
    path("", include("scharnier.foundation.web.urls")),
    path("konto/", include("allauth.urls")),
    path("fail/<str:how>/", fail),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
