"""Who hears of a new deadline: everybody whose application is a draft or handed in."""

from scharnier.foundation.people.models import Person
from scharnier.stages.applications import mails, queries
from scharnier.stages.calls import hearers
from scharnier.stages.calls.models import Call, Extension


def who(call: Call) -> list[str]:
    """The names behind each application, for the page that asks before the click."""
    return [str(application) for application in queries.in_the_running(call)]


def tell(call: Call, *, by: Person | None) -> int:
    """Write to everybody in the running; returns how many applications that are."""
    last = Extension.objects.filter(call=call).order_by("-pk").first()
    reason = last.reason if last else ""
    found = list(queries.in_the_running(call))
    for application in found:
        mails.deadline_moved(application, reason)
    return len(found)


hearers.register(who, tell)
