"""A confirmed team with people, an agent and what its organisation wrote."""

import datetime as dt

from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.stages.applications.models import Applicant, SentVersion
from scharnier.stages.challenges import actions
from scharnier.stages.challenges.models import Challenge
from tests import scenes
from tests.factories import TeamFactory, TeamMemberFactory
from tests.personas import person, with_role

DUE = dt.date(2026, 10, 1)
QUESTION = "How can we show every order?"


class Stage:
    """Max owns the firm, Kim is the creative, Nia is the agent of the team."""

    @scenes.made_once
    def __init__(self) -> None:
        self.team = TeamFactory(confirmed=True, agent=person("Nia"), organisation__name="Turnery")
        self.programme = self.team.round.programme
        self.nia = with_role("Nia", self.programme)
        member = TeamMemberFactory(
            team=self.team,
            application__name="Studio",
            application__target_group__call=self.team.organisation.call,
        )
        self.max, self.kim = person("Max"), person("Kim")
        Applicant.objects.create(application=self.team.organisation, person=self.max)
        Applicant.objects.create(application=member.application, person=self.kim)
        SentVersion.objects.create(
            application=self.team.organisation,
            number=1,
            answers={"problem": "Orders come by letter.", "desired": "Half the calls."},
        )
        self.challenge: Challenge = actions.open_challenge(self.team, due_on=DUE, by=self.nia)
        Mail.objects.all().delete()

    def signed(self, *people: Person) -> Challenge:
        """Written, and signed by these people."""
        actions.write(self.challenge, by=self.max, question=QUESTION)
        actions.ask_for_signatures(self.challenge, by=self.max)
        for someone in people:
            actions.sign(self.challenge, by=someone)
        Mail.objects.all().delete()
        return self.challenge

    def complete(self) -> Challenge:
        return self.signed(self.max, self.kim, self.nia)
