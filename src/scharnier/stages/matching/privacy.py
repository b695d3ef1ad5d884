from django.utils.translation import gettext_lazy as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.registry import Keep, register_erasure, register_export
from scharnier.stages.matching import actions, queries
from scharnier.stages.matching.models import Participant, Wish

_pair = _("Why two were kept together or apart; goes a year after the round ends.")
_left = _("Why somebody declined or left, for the agents; goes a year after the round ends.")
_why = _("Why a team is as it is, by keys and figures; goes a year after the round ends.")
A_YEAR = 12

RULES = [
    Keep("matching.PairRule.reason", why=_pair, months=A_YEAR, after="matching__round__ends_on"),
    Keep("matching.TeamMember.reason", why=_left, months=A_YEAR, after="team__round__ends_on"),
    Keep("matching.BoardMove.reason", why=_pair, months=A_YEAR, after="matching__round__ends_on"),
    Keep("matching.Team.reason", why=_why, months=A_YEAR, after="round__ends_on"),
    Keep(
        "matching.Proposal.teams",
        why=_why,
        months=A_YEAR,
        after="matching__round__ends_on",
        then="delete",
    ),
    Keep(
        "matching.Wish.value",
        why=_(
            "Wishes are private and serve the forming of teams; they go when the round has ended."
        ),
        months=0,
        after="from_participant__matching__round__ends_on",
        then="delete",
    ),
]
NOT_PERSONAL = ["matching.Team.number", "matching.Team.number_key", "matching.Team.district"]


def export(person: Person) -> list[dict]:
    """The person's own wishes and the teams that they know of. Never what others wished."""
    mine = Participant.objects.filter(application__applicants__person=person)
    said = Wish.objects.filter(from_participant__in=mine).select_related(
        "to_participant__application"
    )
    return [
        {
            "about": str(wish.to_participant),
            "wish": str(wish.get_value_display()),
            "said": wish.expressed_at,
        }
        for wish in said.order_by("pk")
    ] + [
        {"team": str(team), "state": str(team.get_state_display()), "confirmed": team.confirmed_at}
        for team in queries.teams_of_person(person)
    ]


register_export(_("Wishes and teams"), export)
register_erasure(actions.erase_person)
