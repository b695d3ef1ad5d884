"""Held offers of a team that events have overtaken."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.applications.models import Applicant
from scharnier.stages.matching.models import Team, TeamMember
from scharnier.stages.matching.states import MemberState, TeamState


def offers(mails: Sequence[Mail]) -> dict[int, str]:
    """Nobody is asked any more, or the answer is known: noted on the phone, for instance."""
    teams = {mail.subject_id for mail in mails}
    own = defaultdict(set)
    applicants = Applicant.objects.filter(person__in=overtaken.readers(mails))
    for person, application in applicants.values_list("person", "application"):
        own[person].add(application)
    members = defaultdict(dict)
    living = TeamMember.objects.living().filter(team__in=teams)
    for team, application, state in living.values_list("team", "application", "state"):
        members[team][application] = state
    found = {}
    for mail, team in overtaken.with_subjects(mails, Team.objects.all()):
        if reason := _why_not(team, members[team.pk], own[mail.to_person_id or 0]):
            found[mail.pk] = reason
    return found


def _why_not(team: Team, members: dict[int, str], own: set[int]) -> str:
    """Why an offer to the people of these applications is no longer true; empty if it is."""
    if team.state == TeamState.DISSOLVED:
        return _("This team is dissolved.")
    if team.state == TeamState.PROPOSED:
        return _("This offer was taken back.")
    if team.organisation_id in own:
        return _("The answer is known already.") if team.organisation_confirmed_at else ""
    states = [members[application] for application in own if application in members]
    if not states:
        return _("This person is not asked any more.")
    return "" if MemberState.ASKED in states else _("The answer is known already.")


def letters_of_a_team(mails: Sequence[Mail]) -> dict[int, str]:
    """A confirmed team that has come to its end since."""
    return {
        mail.pk: _("This team is dissolved.")
        for mail, team in overtaken.with_subjects(mails, Team.objects.all())
        if team.state == TeamState.DISSOLVED
    }


overtaken.register(offers, "matching/offer")
overtaken.register(letters_of_a_team, "matching/confirmed", "matching/replaced")
