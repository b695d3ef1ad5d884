"""Who is not signed in is asked to; whoever was typing comes back to the page of the form."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

SAFE = {"GET", "HEAD", "OPTIONS"}


class LoginRequired(LoginRequiredMiddleware):
    """As Django's, but after a POST the way back leads to where it was written.

    The address that a form is sent to often shows nothing itself.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        written_on = _page_before(request)
        if request.method in SAFE or not written_on:
            return super().handle_no_permission(request, view_func)
        to_sign_in = redirect_to_login(
            written_on, self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )
        if request.headers.get("hx-request") == "true":
            # htmx would follow by itself and put the whole page into the form.
            to_sign_in.status_code = HTTPStatus.OK
            to_sign_in["HX-Redirect"] = to_sign_in["Location"]
            del to_sign_in["Location"]
        return to_sign_in


def _page_before(request: HttpRequest) -> str:
    """The path of our own page that sent this, or nothing."""
    before = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return ""
    return urlunsplit(("", "", *urlsplit(before)[2:4], ""))
