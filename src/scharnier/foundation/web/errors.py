"""Pages for when something is in the way: the visitor's language, without a database."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template import loader
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.web import formats


def _answer(
    request: HttpRequest,
    status: int,
    title: str,
    text: str,
    *,
    retry: str = "",
    details: str = "",
) -> HttpResponse:
    """One template for all, rendered without the request: no context processor can fail.

    Where htmx swaps a part of a page it gets the words, and not a page within the page.
    """
    is_part = request.headers.get("HX-Request-Type", "full") == "partial"
    name = "web/error.html#said" if is_part else "web/error.html"
    context = {"title": title, "text": text, "retry": retry, "details": details, "status": status}
    response = HttpResponse(loader.render_to_string(name, context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _answer(
        request,
        400,
        _("We could not read what your browser sent"),
        _(
            "Go back, load the page again and repeat the last step. Your saved answers are "
            "not lost."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(
        request,
        403,
        _("This is not for your eyes or not for your hands"),
        _(
            "You are signed in, but your role does not include this. If it should, write to "
            "your programme lead."
        ),
        details=str(exception or ""),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(
        request,
        404,
        _("There is no such page"),
        _("Perhaps the address has a typing error, or the page was for somebody else."),
    )


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Somebody opened the address that only a button sends something to."""
    answer = _answer(
        request,
        405,
        _("Here is nothing to look at"),
        _(
            "This address only takes what a button sends. Go back to the page with the button; "
            "nothing was changed."
        ),
    )
    answer["Allow"] = allowed
    return answer


class NotAllowedPage:
    """Where a view takes no such request, Django answers with an empty page; this is ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseNotAllowed) and request.method == "GET":
            return not_allowed(request, answer["Allow"])
        return answer


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(
        request,
        413,
        _("That was too much at once"),
        _("Go back and send a smaller file. Photos of a telephone are usually small enough."),
    )


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is counted is counted for an hour, so by then it works again."""
    again = formats.clock_time(clock.machine_now() + dt.timedelta(hours=1))
    return _answer(
        request,
        429,
        _("Please try again later"),
        _(
            "This was tried very often in a short time. At %(time)s at the latest it works again; "
            "what was saved stays saved."
        )
        % {"time": again},
    )


def broken(request: HttpRequest) -> HttpResponse:
    return _answer(
        request,
        500,
        _("Something went wrong on our side"),
        _(
            "It is not your fault, and we have been told. What was saved is still saved. Try "
            "again in a few minutes."
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(
        request,
        403,
        _("This page was open for too long"),
        _(
            "For your safety it no longer accepts input. Go back, load the page again and "
            "repeat the last step."
        ),
    )


def link_expired(request: HttpRequest, *, new_link_url: str = "") -> HttpResponse:
    """For passes: tells nothing about whether an account exists."""
    return _answer(
        request,
        410,
        _("This link is no longer valid"),
        _(
            "Links in our mails are valid for a limited time and for one purpose. Ask for a "
            "new one."
        ),
        retry=new_link_url,
    )
