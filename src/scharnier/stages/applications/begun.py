"""What somebody began in this browser, or as who is signed in: the way back to it.

The public pages come before the applications, so they only name a place for it.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from scharnier.foundation import clock
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Pass, Person
from scharnier.foundation.web import panels
from scharnier.stages.applications import mails, queries
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.calls.models import TargetGroup

#: A pass of the browser in which an application was begun. Nobody has shown yet that the
#: address is theirs, so nothing older than this application opens with it.
HERE = "apply-here"
MOST = 3


def opened_by(request: HttpRequest) -> list[int]:
    """The applications that a pass in this browser opens; no query if it holds none."""
    keys = request.session.get(passes.SESSION_KEY, [])
    if not keys:
        return []
    held = Pass.objects.valid().filter(
        pk__in=keys,
        purpose__in=(mails.PURPOSE, HERE),
        subject_type=Application._meta.label_lower,
    )
    return list(held.values_list("subject_id", flat=True))


def begun_panel(person: Person, request: HttpRequest) -> dict | None:
    """Drafts that can still be handed in, and what arrived in an open call, the latest first."""
    rows = _own(person, request).filter(call__state="published", call__opens_at__lte=clock.now())[
        :MOST
    ]
    found = [one for one in rows if one.call.accepts_applications]
    if not found:
        return None
    return {
        "begun": [one for one in found if one.state == S.DRAFT],
        "arrived": [one for one in found if one.state == S.SUBMITTED],
    }


def arrived_here(group: TargetGroup, request: HttpRequest) -> list[Application]:
    """What this person or browser handed in on this side of the call, the latest first."""
    return list(_own(request.user, request).filter(target_group=group, state=S.SUBMITTED)[:MOST])


def _own(person: Person | AnonymousUser, request: HttpRequest) -> QuerySet[Application]:
    """Drafts and arrived ones of who is signed in, or that a pass in this browser opens."""
    opened = opened_by(request)
    own = Q(pk__in=opened)
    if person.is_authenticated:
        own |= Q(applicants__person=person.pk)
    elif not opened:
        return Application.objects.none()
    found = Application.objects.filter(own, state__in=[S.DRAFT, S.SUBMITTED])
    return found.select_related("call__round").distinct().order_by("-changed_at", "-pk")


def is_new(application: Application) -> bool:
    """A draft in which hardly more stands than the address with which it was begun."""
    return application.state == S.DRAFT and application.sheet.version <= 1


def earlier_here(
    application: Application, person: Person, request: HttpRequest, *, is_confirmed: bool
) -> Application | None:
    """What ``person`` applied with before, if this browser may read it anyway."""
    if not is_confirmed and len(request.session.get(passes.SESSION_KEY, [])) < 2:
        return None
    opened = [] if is_confirmed else opened_by(request)
    earlier = queries.earlier_of(application, person)
    return earlier if earlier and (is_confirmed or earlier.pk in opened) else None


panels.register("begun", begun_panel, "applications/_begun.html")
