"""Long work of the matching. Imported by the worker only: ``teaming.solver`` is heavy."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from scharnier.foundation.jobs.models import Job
from scharnier.foundation.jobs.registry import job as register
from scharnier.foundation.jobs.registry import late_at_night
from scharnier.foundation.states import Refused
from scharnier.stages.matching import actions, judging, numbers, queries, sentences, serving
from scharnier.stages.matching.models import Matching
from scharnier.stages.matching.numbers import Numbers
from scharnier.stages.matching.queries.facts import Facts
from teaming import Formation, Impossible, solver
from teaming.solver import Progress, form_teams, reform

READ, SEARCHED, EXPLAINED = 5, 85, 95  # percent of the work
LARGE = 60  # participants; beyond, teams may be too many to list (``teaming.solver.forming.SMALL``)


@late_at_night
def warm_up() -> None:
    """Compile what only a large kickoff needs nights before it; later nights find it on disk."""
    if queries.expects(more_than=LARGE):
        solver.warm()


@register("matching.propose", retries=1)
def propose(
    job: Job,
    report: Callable[[int, str], None],
    should_stop: Callable[[], bool],
    *,
    version: int,
    keep_placed: bool,
) -> dict:
    """Form teams of everybody present and keep the result as a proposal.

    If somebody presses stop, the best teams found so far are kept.
    """
    report(0, _("Reading applications and wishes"))
    matching = Matching.objects.select_related("round__programme").get(pk=job.subject_id)
    facts = queries.facts_of(matching)
    known = _problem(facts, keep_placed=keep_placed)
    report(READ, _("Looking for the best teams"))
    formation = _solve(matching, facts, known, report, should_stop)
    report(SEARCHED, _("Writing down the reasons"))
    teams = [_as_json(known, formation, facts, company) for company, _members in formation.teams]
    report(EXPLAINED, _("Storing the proposal"))
    proposal = actions.keep_proposal(
        matching,
        job=job,
        teams=teams,
        objective=formation.objective,
        bound=formation.bound,
        is_proven=formation.proven,
        version=version,
        by=job.requested_by,
    )
    return {"proposal": proposal.pk, "teams": len(teams), "proven": formation.proven}


def _problem(facts: Facts, *, keep_placed: bool) -> Numbers:
    """Everybody but the teams that stand, and those whose pins the rules would not allow."""
    pinned = numbers.placed_by_hand(facts) if keep_placed else []
    whole = numbers.of(facts, pinned=pinned)
    if whole is None:
        raise Refused(_("Both sides need somebody who is checked in before teams can be proposed."))
    without = numbers.settled(facts) | numbers.overruled(whole)
    known = numbers.of(facts, without=without, pinned=pinned)
    if known is None:
        raise Refused(_("Every organisation that is present has its team already."))
    return known


def _solve(
    matching: Matching,
    facts: Facts,
    known: Numbers,
    report: Callable[[int, str], None],
    should_stop: Callable[[], bool],
) -> Formation:
    def progress(step: Progress) -> None:
        share = step.done / step.total if step.total else 0
        report(READ + int((SEARCHED - READ) * min(1, share)), _("Looking for the best teams"))

    watched: dict[str, Any] = {"seed": matching.seed, "progress": progress, "stop": should_stop}
    previous = known.formation(facts.placed)
    problem = serving.organisations_first(known.problem)
    try:
        found = (
            reform(problem, previous, **watched)
            if previous.teams
            else form_teams(problem, **watched)
        )
    except Impossible as impossible:
        raise Refused(_in_words(impossible, known)) from impossible
    return serving.without_the_bonus(known.problem, found, previous)


def _in_words(impossible: Impossible, known: Numbers) -> str:
    pairs = sentences.listed(
        [
            f"{known.organisations[fault.company]} – {known.creatives[fault.creative]}"
            for fault in impossible.faults
            if fault.company is not None and fault.creative is not None
        ]
    )
    return _("These pins cannot all be kept: %(pairs)s. Free one of them and try again.") % {
        "pairs": pairs or _("more than fit into the teams")
    }


def _as_json(known: Numbers, formation: Formation, facts: Facts, company: int) -> dict:
    return {
        "organisation": known.organisations[company].pk,
        "creatives": [known.creatives[i].pk for i in formation.members[company]],
        "reason": judging.reason_of(known, formation, company, facts),
    }
