"""What somebody began in this browser, or as who is signed in: the way back to it.

The public pages come before the applications, so they only name a place for it.
"""

from django.db.models import Q
from django.http import HttpRequest

from scharnier.foundation import clock
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Pass, Person
from scharnier.foundation.web import panels
from scharnier.stages.applications import mails, queries
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState as S

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
    """Drafts that can still be handed in, the latest first."""
    opened = opened_by(request)
    own = Q(pk__in=opened)
    if person.is_authenticated:
        own |= Q(applicants__person=person.pk)
    elif not opened:
        return None
    drafts = Application.objects.filter(
        own, state=S.DRAFT, call__state="published", call__opens_at__lte=clock.now()
    )
    rows = drafts.select_related("call__round").distinct().order_by("-changed_at", "-pk")[:MOST]
    begun = [one for one in rows if one.call.accepts_applications]
    return {"begun": begun} if begun else None


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
