"""How every view answers: a page, a fragment of that page, or a way to go."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from scharnier.foundation.states import ScharnierError

UNPROCESSABLE = 422


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    fragment: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """Render ``template``; for an htmx request only its ``fragment``.

    The fragment is a partial of the same template, so the page without
    JavaScript and the swapped piece can never drift apart. Without ``status``
    the answer is 422 if a form in ``context`` was refused, else 200.
    """
    name = f"{template}#{fragment}" if fragment and wants_fragment(request) else template
    if status is None:
        status = UNPROCESSABLE if has_refused_form(context) else 200
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response


def go_to(request: HttpRequest, to: Any) -> HttpResponse:
    """Send the browser to ``to`` after a successful POST.

    htmx would follow a 302 itself and swap the whole next page into the
    fragment, so it is told to navigate instead.
    """
    return HttpResponseClientRedirect(resolve_url(to)) if is_htmx(request) else redirect(to)


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """What an action refuses is said at the top of the next page, and the view goes on.

    Say in the block, after the action, what it did.
    """
    try:
        yield
    except ScharnierError as refusal:
        messages.error(request, str(refusal))


def wants_fragment(request: HttpRequest) -> bool:
    """True if htmx will swap a part; going back in history it swaps the whole body."""
    return (
        is_htmx(request)
        and request.headers.get("HX-Request-Type", "partial") != "full"
        and "HX-History-Restore-Request" not in request.headers
    )


def is_htmx(request: HttpRequest) -> bool:
    if not hasattr(request, "htmx"):
        raise ImproperlyConfigured(
            "django_htmx.middleware.HtmxMiddleware is missing from MIDDLEWARE"
        )
    return bool(request.htmx)


def has_refused_form(context: dict[str, Any]) -> bool:
    forms = (value for value in context.values() if isinstance(value, BaseForm | BaseFormSet))
    return any(form.is_bound and not form.is_valid() for form in forms)
