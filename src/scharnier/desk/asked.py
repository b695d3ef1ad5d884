"""What the kickoff asks of somebody who takes part: whether they come, and with whom they would work.

Both are asked by mail; whoever deleted it finds them at home. Nothing stands here before its
letter leaves.
"""

from django.utils.translation import gettext as _

from scharnier.desk.participant import Journey
from scharnier.desk.tasks import Task
from scharnier.foundation.people.models import Person
from scharnier.foundation.web import formats
from scharnier.stages.events import queries as events
from scharnier.stages.matching import queries as matching


def asked_of(person: Person, journey: Journey) -> list[Task]:
    """The wishes first: while they are open, everybody waits for them. Two queries at most."""
    asked = []
    if journey.applications:
        asked += [
            Task(
                _("With whom would you like to work?"),
                str(one.matching),
                one.get_absolute_url(),
                _("Say your wishes"),
            )
            for one in matching.asked_for_wishes(person)
        ]
    if journey.events:
        asked += [
            Task(
                _("You are invited: %(event)s") % {"event": one.event},
                formats.moment(one.event.starts_at),
                one.event.get_absolute_url(),
                _("Say yes or no"),
            )
            for one in events.invitations_of(person)
        ]
    return asked
