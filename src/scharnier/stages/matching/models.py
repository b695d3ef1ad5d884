from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Side
from scharnier.stages.matching.states import (
    LIVING_MEMBERS,
    LIVING_TEAMS,
    WISH_WORDS,
    MatchingState,
    MemberState,
    ProposalState,
    TeamState,
)


class Matching(models.Model):
    """The forming of teams in a round, at its kickoff. ``version`` grows with every change of the board."""

    round = models.OneToOneField(
        "programmes.ProgrammeRound", on_delete=models.PROTECT, related_name="+"
    )
    kickoff = models.ForeignKey(
        "events.Event", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(
        max_length=12, choices=MatchingState, default=MatchingState.PREPARING, editable=False
    )
    seed = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return str(self.round)

    def get_absolute_url(self) -> str:
        return reverse("matching:board", args=[self.pk])


class Participant(models.Model):
    """An application that takes part in the matching; ``is_present`` after check-in."""

    matching = models.ForeignKey(Matching, on_delete=models.CASCADE, related_name="participants")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)
    is_present = models.BooleanField(_("Present"), default=True)
    waited = models.PositiveSmallIntegerField(_("Rounds on a waiting list before"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matching", "application"], name="an_application_takes_part_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.application)

    def get_absolute_url(self) -> str:
        """Where this participant says whom they would like to work with."""
        return reverse("matching:wishes", args=[self.pk])

    @property
    def round(self) -> ProgrammeRound:
        return self.matching.round


class Wish(models.Model):
    """What one participant thinks of another after they talked. Private to the agents.

    2 yes, 1 perhaps, -2 no; no row means nothing was said (0).
    """

    from_participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="wishes_said"
    )
    to_participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    value = models.SmallIntegerField(choices=WISH_WORDS)
    expressed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_participant", "to_participant"], name="one_wish_a_pair_and_direction"
            ),
            models.CheckConstraint(
                condition=models.Q(value__in=[2, 1, -2]), name="a_wish_is_yes_perhaps_or_no"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_participant} → {self.to_participant}"


class PairRule(models.Model):
    """A pair that an agent fixed (pin) or excluded (veto), with the reason."""

    class Kind(models.TextChoices):
        PIN = "pin", _p("pair", "Must be together")
        VETO = "veto", _p("pair", "Must not be together")

    matching = models.ForeignKey(Matching, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    creative = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "creative"], name="one_rule_a_pair")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.creative}"


class TeamQuerySet(models.QuerySet):
    def living(self) -> "TeamQuerySet":
        return self.filter(state__in=LIVING_TEAMS)

    def confirmed(self) -> "TeamQuerySet":
        return self.filter(state=TeamState.CONFIRMED)


class Team(models.Model):
    """One organisation and its creatives: the central object from the kickoff on.

    A round may call it “Match” or “Tandem” (``round.team_label``). ``number_key`` is the
    number as it is sorted, so that T100 comes after T99.
    """

    round = models.ForeignKey(
        "programmes.ProgrammeRound", on_delete=models.PROTECT, related_name="+"
    )
    matching = models.ForeignKey(Matching, on_delete=models.PROTECT, related_name="teams")
    number = models.CharField(max_length=8)
    number_key = models.CharField(max_length=24, null=True, editable=False)
    organisation = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    district = models.CharField(max_length=5, blank=True)
    state = models.CharField(
        max_length=12, choices=TeamState, default=TeamState.PROPOSED, editable=False
    )
    organisation_confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    reason = models.JSONField(default=dict, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_team_number_is_given_once"),
            models.UniqueConstraint(
                fields=["matching", "organisation"],
                condition=~models.Q(state="dissolved"),
                name="an_organisation_has_one_living_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("matching:team", args=[self.pk])


class TeamMemberQuerySet(models.QuerySet):
    def living(self) -> "TeamMemberQuerySet":
        """Who is in the team now: neither declined nor replaced."""
        return self.filter(state__in=LIVING_MEMBERS)


class TeamMember(models.Model):
    """A creative in a team. ``reason`` says why they declined or were replaced.

    ``left_at`` is when somebody else took the place.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=MemberState, default=MemberState.PROPOSED, editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    left_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "application"],
                condition=models.Q(state__in=["proposed", "asked", "confirmed"]),
                name="a_creative_is_once_in_a_team",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} – {self.team}"


class Proposal(models.Model):
    """Teams that the worker proposed, with value, bound and the reasons.

    ``teams`` is a list of ``{"organisation", "creatives", "reason"}`` with the keys of
    participants. Adopted or discarded, whole or team by team.
    """

    matching = models.ForeignKey(Matching, on_delete=models.CASCADE, related_name="proposals")
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    teams = models.JSONField()
    objective = models.BigIntegerField()
    bound = models.BigIntegerField(null=True)
    is_proven = models.BooleanField()
    matching_version = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=ProposalState, default=ProposalState.NEW, editable=False
    )
    made_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"{self.matching} {self.made_at:%Y-%m-%d %H:%M}"


class BoardMove(models.Model):
    """A creative who changed places, so that it can be undone. Empty team: the pool.

    Moves of one ``version`` of the board belong together (an adopted proposal) and are
    undone together. ``reason`` is why an agent set a rule aside.
    """

    matching = models.ForeignKey(Matching, on_delete=models.CASCADE, related_name="moves")
    creative = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    from_team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    to_team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    cost = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField()
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    moved_at = models.DateTimeField(default=clock.now, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.creative}: {self.from_team} → {self.to_team}"
