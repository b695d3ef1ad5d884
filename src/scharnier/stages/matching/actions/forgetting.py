from django.db import transaction

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.foundation import forget_name_in_trail
from scharnier.foundation.trail.actions import record
from scharnier.stages.matching.models import Matching, Participant, Team, TeamMember, Wish
from scharnier.stages.matching.states import MemberState


@transaction.atomic
def erase_person(person: Person, *, by: Person | None) -> None:
    """Forget the wishes of somebody's applications and the reasons they gave for declining.

    Applications on which others work as well keep theirs. Teams stay: a round's report
    counts them; the names in them go with the applications. A team loses its agent.
    """
    alone = [
        participant
        for participant in Participant.objects.filter(application__applicants__person=person)
        if participant.application.applicants.count() == 1
    ]
    Wish.objects.filter(from_participant__in=alone).delete()
    Wish.objects.filter(to_participant__in=alone).delete()
    TeamMember.objects.filter(
        application__in=[p.application_id for p in alone],
        state__in=[MemberState.DECLINED, MemberState.REPLACED],
    ).update(reason="")
    forget_name_in_trail(*alone)
    Team.objects.filter(agent=person).update(agent=None)
    for matching in Matching.objects.filter(pk__in={p.matching_id for p in alone}):
        record("matching.person_forgotten", matching, by=by)
