from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.stages.matching.models import Participant, Wish
from scharnier.stages.matching.states import MatchingState


@transaction.atomic
def wish(
    giver: Participant,
    *,
    about: Participant,
    value: int | None,
    by: Person | None,
    on_behalf: bool = False,
) -> Wish | None:
    """Say what ``giver`` thinks of ``about``: 2 yes, 1 perhaps, -2 rather not; None takes it back.

    Refused if both are of one side, or after the wishes were closed unless an agent
    enters it ``on_behalf`` of somebody. The trail says that, never what was said.
    """
    matching = giver.matching
    if about.matching_id != giver.matching_id or about.side == giver.side:
        raise Refused(_("Wishes are about somebody of the other side of the same round."))
    if matching.state == MatchingState.CLOSED or (
        matching.state != MatchingState.WISHING and not on_behalf
    ):
        raise Refused(
            _("The time for wishes is over. Ask your network agent to change it for you.")
        )
    record("matching.wish_entered" if on_behalf else "matching.wished", giver, by=by)
    if value is None:
        Wish.objects.filter(from_participant=giver, to_participant=about).delete()
        return None
    said, _is_new = Wish.objects.update_or_create(
        from_participant=giver,
        to_participant=about,
        defaults={"value": value, "expressed_at": clock.now()},
    )
    return said
