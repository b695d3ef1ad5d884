from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation.jobs import actions as jobs
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.foundation.trail.actions import record
from scharnier.stages.calls.models import Side
from scharnier.stages.matching import queries
from scharnier.stages.matching.actions import placing
from scharnier.stages.matching.models import Matching, Participant, Proposal, Team
from scharnier.stages.matching.queries.facts import Facts
from scharnier.stages.matching.states import PROPOSAL_MOVES, MatchingState, ProposalState, TeamState


@transaction.atomic
def propose(matching: Matching, *, keep_placed: bool = True, by: Person | None) -> Job:
    """Ask the worker for teams. What is offered or confirmed stays; pins stay.

    ``keep_placed``: so does everybody who stands on the board, and only free places are
    filled; else the board may be changed where that is worth more than staying together.
    Refused while one of the sides has nobody present.
    """
    if matching.state == MatchingState.CLOSED:
        raise MoveRefused(matching, MatchingState.FORMING)
    present = Participant.objects.filter(matching=matching, is_present=True)
    for side in Side:
        if not present.filter(side=side).exists():
            raise Refused(
                _("Nobody of the side “%(side)s” is checked in. Check somebody in first.")
                % {"side": side.label}
            )
    return jobs.request(
        "matching.propose",
        subject=matching,
        by=by,
        round=matching.round,
        version=matching.version,
        keep_placed=keep_placed,
    )


@transaction.atomic
def keep_proposal(
    matching: Matching,
    *,
    job: Job | None,
    teams: list[dict],
    objective: int,
    bound: int | None,
    is_proven: bool,
    version: int,
    by: Person | None,
) -> Proposal:
    """Store what the worker found; an older proposal that nobody took is discarded."""
    for older in matching.proposals.filter(state=ProposalState.NEW):
        move(older, ProposalState.DISCARDED, moves=PROPOSAL_MOVES)
    proposal = Proposal.objects.create(
        matching=matching,
        job=job,
        teams=teams,
        objective=objective,
        bound=bound,
        is_proven=is_proven,
        matching_version=version,
    )
    record("matching.proposal_made", matching, by=by, teams=len(teams), proven=is_proven)
    return proposal


@transaction.atomic
def adopt(
    proposal: Proposal,
    *,
    organisations: Collection[int] | None = None,
    version: int | None = None,
    by: Person | None,
) -> int:
    """Put the proposed teams on the board: all of them, or those of ``organisations``
    (keys of participants). Returns how many teams changed.

    Raises BoardChanged if the board has moved on from ``version``, Refused if a
    proposed creative was given away meanwhile, MoveRefused if the proposal was used.
    """
    matching = proposal.matching
    if proposal.state != ProposalState.NEW:
        raise MoveRefused(proposal, ProposalState.ADOPTED)
    placing.turn(matching, version=matching.version if version is None else version)
    facts = queries.facts_of(matching)
    chosen = [
        team
        for team in proposal.teams
        if organisations is None or team["organisation"] in organisations
    ]
    changed = _put_on_board(facts, chosen, clear_others=organisations is None, by=by)
    if organisations is None or not _differences(queries.facts_of(matching), proposal):
        move(proposal, ProposalState.ADOPTED, moves=PROPOSAL_MOVES)
    record("matching.proposal_adopted", matching, by=by, teams=changed)
    return changed


def _put_on_board(facts: Facts, teams: list[dict], *, clear_others: bool, by: Person | None) -> int:
    """Move everybody to where the proposal wants them; in two passes, so that nobody is twice."""
    wanted = {team["organisation"]: set(team["creatives"]) for team in teams}
    open_now = {
        organisation: set(creatives)
        for organisation, creatives in facts.placed.items()
        if facts.team_of[organisation].state == TeamState.PROPOSED
    }
    joining = {pk for creatives in wanted.values() for pk in creatives}
    leaving = [
        (organisation, pk)
        for organisation, creatives in open_now.items()
        for pk in sorted(creatives)
        if pk not in wanted.get(organisation, set())
        and (clear_others or organisation in wanted or _must_leave(facts, pk, joining))
    ]
    arriving = [
        (organisation, pk)
        for organisation, creatives in sorted(wanted.items())
        for pk in sorted(creatives - set(facts.placed.get(organisation, ())))
    ]
    for organisation, pk in leaving:
        placing.shift(facts, facts.by_pk[pk], facts.by_pk[organisation], None, by=by)
    for organisation, pk in arriving:
        _must_be_free(facts, pk, leaving)
        placing.shift(facts, facts.by_pk[pk], None, facts.by_pk[organisation], by=by)
    for team in teams:
        known = placing.team_for(facts.matching, facts.by_pk[team["organisation"]], by=by)
        Team.objects.filter(pk=known.pk).update(reason=team["reason"])
    return len({organisation for organisation, _pk in (*leaving, *arriving)})


def _must_leave(facts: Facts, pk: int, joining: set[int]) -> bool:
    """Whether a creative who joins a proposed team has no place left for the one they are in."""
    most = facts.matching.round.teams_per_creative
    return pk in joining and len(facts.places_of.get(pk, ())) >= most


def _must_be_free(facts: Facts, pk: int, leaving: list[tuple[int, int]]) -> None:
    places = len(facts.places_of.get(pk, ())) - sum(creative == pk for _org, creative in leaving)
    if places >= facts.matching.round.teams_per_creative:
        raise Refused(
            _("%(name)s was given to another team meanwhile. Propose teams anew.")
            % {"name": facts.by_pk[pk]}
        )


def _differences(facts: Facts, proposal: Proposal) -> bool:
    """Whether the board still differs from the proposal."""
    return any(
        set(facts.placed.get(team["organisation"], ())) != set(team["creatives"])
        for team in proposal.teams
    )


@transaction.atomic
def discard(proposal: Proposal, *, by: Person | None) -> None:
    """Put a proposal away. The board stays as it is."""
    move(proposal, ProposalState.DISCARDED, moves=PROPOSAL_MOVES)
    record("matching.proposal_discarded", proposal.matching, by=by)
