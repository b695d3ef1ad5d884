import hashlib
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from scharnier.foundation.people import doors, passes, queries, renewals, voice
from scharnier.foundation.people.forms import NewLinkForm
from scharnier.foundation.web import errors
from scharnier.foundation.web.pages import page
from scharnier.foundation.web.rate import is_too_often

# A whole office may sit behind one visitor's address; one mailbox is not flooded.
LINKS_AN_HOUR, ADDRESS_AN_HOUR = 60, 5


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_pass(request: HttpRequest, token: str) -> HttpResponse:
    """A link from a mail: a page with one button; only the button opens the door."""
    held = queries.valid_pass(token)
    subject = queries.subject_of(held) if held else None
    if held is None or subject is None:
        query = urlencode({"purpose": queries.purpose_of(token)})
        return errors.link_expired(request, new_link_url=f"{reverse('people:pass_needed')}?{query}")
    if request.method == "POST":
        request.session.cycle_key()
        passes.open_door(request, held)
        return redirect(doors.address(held.purpose, subject))
    voice.speak_to(held.person)
    context = {"held": held, "token": token, "subject_name": str(subject)}
    return page(request, "people/pass.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pass_needed(request: HttpRequest) -> HttpResponse:
    """Ask for a new link. The answer is the same whether the address is known or not."""
    purpose = request.GET.get("purpose", "")
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = ""
    form = NewLinkForm(request.POST or None)
    sent = form.is_valid()
    if sent:
        email = form.cleaned_data["email"]
        if _is_too_often(request, email):
            return errors.too_many(request)
        renewals.renew(purpose if renewals.is_known(purpose) else "", email)
    sign_in = reverse("account_request_login_code")
    sign_in_url = f"{sign_in}?{urlencode({'next': onward})}" if onward else sign_in
    context = {"form": form, "sent": sent, "sign_in_url": sign_in_url}
    return page(request, "people/pass_needed.html", context, fragment="form")


def _is_too_often(request: HttpRequest, email: str) -> bool:
    """Counted by visitor, and by visitor and address, known or not."""
    address = hashlib.sha256(email.strip().lower().encode()).hexdigest()[:16]
    return is_too_often(request, "new_link", LINKS_AN_HOUR) or is_too_often(
        request, f"new_link:{address}", ADDRESS_AN_HOUR
    )
