"""Two clicks on the button of a form that makes something make one thing, without JavaScript.

The token against forged requests in a form is new with every page that shows the form. So the
same token with the same words at the same address is the same click, come twice; somebody who
goes back and changes a word, or opens the form again, sends something else.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from scharnier.foundation.web.models import SentForm
from scharnier.foundation.web.pages import go_to

View = Callable[..., HttpResponse]
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def made_once(view: View) -> View:
    """Let the second of two clicks end where the first did, and make nothing.

    The second waits until the first is through: the row of the form and what it makes are
    written in one transaction. A form that was refused may be sent again as it is.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if request.method != "POST" or not request.POST.get(TOKEN):
            return view(request, *args, **named)
        with transaction.atomic():
            sent, is_new = SentForm.objects.get_or_create(key=_key_of(request))
            if not is_new:
                return go_to(request, sent.led_to)
            response = view(request, *args, **named)
            if where := _where(response):
                SentForm.objects.filter(pk=sent.pk).update(led_to=where)
            else:
                sent.delete()
        return response

    return answer


def _key_of(request: HttpRequest) -> str:
    files = [
        (name, [(one.name, one.size) for one in request.FILES.getlist(name)])
        for name in sorted(request.FILES)
    ]
    words = sorted(request.POST.lists())
    return sha256(repr((request.get_full_path(), words, files)).encode()).hexdigest()


def _where(response: HttpResponse) -> str:
    """Where the browser is sent, by either way of ``go_to``; empty if it stays."""
    return response.headers.get("HX-Redirect") or response.headers.get("Location") or ""
