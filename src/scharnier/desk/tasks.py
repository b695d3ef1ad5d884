"""What a person has to do next: at most one task a matter, the most pressing first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.desk import next_steps
from scharnier.foundation import clock
from scharnier.foundation.jobs.queries import worker_is_silent
from scharnier.foundation.outbox import queries as outbox
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.rules import holds
from scharnier.foundation.web.queries import unfinished_legal_pages
from scharnier.stages.blueprints import queries as blueprints
from scharnier.stages.calls import queries as calls
from scharnier.stages.calls.words import joined
from scharnier.stages.challenges import queries as challenges
from scharnier.stages.jury import queries as jury
from scharnier.stages.jury.states import JuryDayState
from scharnier.stages.matching import queries as matching
from scharnier.stages.matching.rules import FORM_TEAMS
from scharnier.stages.projects import queries as projects
from scharnier.stages.reviews import queries as reviews

SHOWN_SEATS = 2


@dataclass(frozen=True)
class Task:
    """One next act: what, why or by when, and the button that leads there. Lower ``rank`` first."""

    title: str
    text: str
    url: str
    button: str
    rank: int = 50


def tasks_for(person: Person) -> list[Task]:
    """Everything that waits for this person in the workspace, in their order."""
    found = [task for matter in MATTERS for task in matter(person)]
    return sorted(found, key=lambda task: task.rank)


def holds_one_of(person: Person, *roles: Role) -> bool:
    """Whether a matter can wait for this person at all; asks nothing of the database."""
    return any(holds(person, role, None) for role in roles)


def _worker(person: Person) -> Iterator[Task]:
    if holds(person, Role.LEAD, None) and worker_is_silent():
        yield Task(
            _("Mails and background runs stand still"),
            _(
                "No worker has been heard of for two minutes. Whoever runs the server starts it with “scharnier worker”."
            ),
            reverse("jobs:jobs"),
            _("Look at the background runs"),
            rank=0,
        )


def _mails(person: Person) -> Iterator[Task]:
    if not holds(person, Role.LEAD, None):
        return
    counts = outbox.counts_for(person)
    trouble = counts["failed"] + counts["unclear"]
    if trouble:
        yield Task(
            ngettext("%(n)d mail needs a decision", "%(n)d mails need a decision", trouble)
            % {"n": trouble},
            ngettext(
                "It could not be delivered, or nobody knows whether it was.",
                "They could not be delivered, or nobody knows whether they were.",
                trouble,
            ),
            reverse("outbox:mails"),
            _("Open the outbox"),
            rank=10,
        )
    if counts["held"]:
        yield Task(
            ngettext("%(n)d mail waits for release", "%(n)d mails wait for release", counts["held"])
            % {"n": counts["held"]},
            _("Nothing leaves unseen: read them, then release them."),
            reverse("outbox:mails") + "?state=held",
            _("Read and release"),
            rank=20,
        )


def _legal(person: Person) -> Iterator[Task]:
    if not holds(person, Role.LEAD, None) or not calls.is_any_real_one_public():
        return
    unfinished = unfinished_legal_pages()
    if unfinished:
        yield Task(
            _("Fill in: %(pages)s") % {"pages": joined([str(one) for one in unfinished])},
            _("Your call is public, and these pages still have gaps in square brackets."),
            reverse("web:edit_legal", args=[unfinished[0].kind]),
            _("Change “%(page)s”") % {"page": unfinished[0]},
            rank=12,
        )


def _selection(person: Person) -> Iterator[Task]:
    if not holds_one_of(person, Role.LEAD, Role.AGENT):
        return
    waiting = reviews.waiting_by_round(person)
    if not waiting:
        return
    open_rounds = reviews.rounds_for(person).filter(pk__in=waiting, ends_on__gte=clock.today())
    for round in open_rounds.order_by("-starts_on"):
        unchecked, prepared = waiting[round.pk]
        if unchecked:
            yield Task(
                ngettext(
                    "Check the formal points of %(n)d application",
                    "Check the formal points of %(n)d applications",
                    unchecked,
                )
                % {"n": unchecked},
                _("%(round)s. About one minute each.") % {"round": round},
                reverse("reviews:next_check", args=[round.pk]),
                _("Start the check"),
                rank=30,
            )
        if prepared and holds(person, Role.LEAD, round):
            yield Task(
                ngettext("Release %(n)d decision", "Release %(n)d decisions", prepared)
                % {"n": prepared},
                _("%(round)s. Nobody knows yet.") % {"round": round},
                reverse("reviews:release", args=[round.pk]),
                _("Look at what will be sent"),
                rank=35,
            )


def steps_in(round: ProgrammeRound, person: Person) -> list[Task]:
    """What this round waits for its lead or agent to do, for the page of the round itself."""
    return [
        _task_of(step, found, str(step.text))
        for found, step in next_steps.waiting_for(person, only=round)
    ]


def _task_of(step: next_steps.NextStep, round: ProgrammeRound, text: str) -> Task:
    return Task(str(step.title), text, step.url(round), str(step.button), rank=28)


def _rounds(person: Person) -> Iterator[Task]:
    if not holds_one_of(person, Role.LEAD, Role.AGENT):
        return
    waiting = next_steps.waiting_for(person)
    for round, step in waiting:
        yield _task_of(step, round, f"{round}. {step.text}")
    if not waiting and next_steps.leads_no_round(person):
        yield Task(
            _("Set up your first round"),
            _("A template fills in call, forms and texts; you change what does not fit."),
            reverse("calls:listing"),
            _("Set up a round"),
            rank=28,
        )


def _reviewing(person: Person) -> Iterator[Task]:
    if not holds_one_of(person, Role.REVIEWER):
        return
    progress = reviews.progress_of(person)
    waiting = progress.left
    if waiting:
        yield Task(
            ngettext("Review %(n)d application", "Review %(n)d applications", waiting)
            % {"n": waiting},
            _("%(time)s. You can stop at any time.") % {"time": capfirst(progress.time_left)},
            reverse("reviews:next"),
            _("Continue reviewing") if progress.done else _("Begin reviewing"),
            rank=15,
        )


def _teams(person: Person) -> Iterator[Task]:
    if not holds_one_of(person, *FORM_TEAMS):
        return
    number = matching.open_answers(person).count()
    held = matching.held_offers(person).count() if number else 0
    if held:
        leads = holds(person, Role.LEAD, None)
        yield Task(
            ngettext(
                "%(n)d mail with an offer still waits in the outbox",
                "%(n)d mails with offers still wait in the outbox",
                held,
            )
            % {"n": held},
            _("Nobody can answer before they have left.")
            if leads
            else _("Nobody can answer before they have left. The programme lead releases them."),
            reverse("outbox:mails") + "?state=held" if leads else reverse("matching:listing"),
            _("Read and release") if leads else _("Look at the teams"),
            rank=19,
        )
    elif number:
        yield Task(
            ngettext("%(n)d team waits for an answer", "%(n)d teams wait for an answer", number)
            % {"n": number},
            _("Somebody has not confirmed yet, or has declined. A call helps."),
            reverse("matching:listing"),
            _("Look at the teams"),
            rank=40,
        )


def _challenges(person: Person) -> Iterator[Task]:
    if not holds_one_of(person, Role.LEAD, Role.AGENT):
        return
    number, first = challenges.being_written(person)
    if first is not None:
        yield Task(
            ngettext(
                "%(n)d challenge is being written",
                "%(n)d challenges are being written",
                number,
            )
            % {"n": number},
            _("The first is due on %(day)s.") % {"day": date_format(first, "DATE_FORMAT")},
            reverse("challenges:listing"),
            _("See how far they are"),
            rank=45,
        )


def _scoring(person: Person) -> Iterator[Task]:
    for seat in jury.seats_ahead(person)[:SHOWN_SEATS]:
        day, url = seat.jury_day, reverse("jury:juror", args=[seat.jury_day_id])
        when = {"round": day.round, "day": date_format(day.held_on, "DATE_FORMAT")}
        if day.state == JuryDayState.OPEN:
            yield Task(
                _("The jury day is open"),
                _("%(round)s, %(day)s") % when,
                url,
                _("Score the teams"),
                rank=5,
            )
        elif seat.confidentiality_at is None:
            yield Task(
                _("Promise confidentiality for the jury day"),
                _("%(round)s, %(day)s. Then you can read what the teams ask.") % when,
                url,
                _("Open your seat"),
                rank=16,
            )
        else:
            yield Task(
                _("Read what the teams ask"),
                _("%(round)s: the jury day is on %(day)s. Say early in which case you are biased.")
                % when,
                url,
                _("Read the teams"),
                rank=22,
            )


def _vouchers(person: Person) -> Iterator[Task]:
    if not holds_one_of(person, Role.TREASURER, Role.LEAD):
        return
    waiting = projects.vouchers_to_check(person).count()
    if waiting:
        yield Task(
            ngettext("Check %(n)d voucher", "Check %(n)d vouchers", waiting) % {"n": waiting},
            _("Teams get their money when you have accepted them."),
            reverse("projects:vouchers") + "?view=to_check",
            _("Check the vouchers"),
            rank=25,
        )


def _projects(person: Person) -> Iterator[Task]:
    if not holds_one_of(person, Role.AGENT, Role.LEAD):
        return
    worries = projects.worries(projects.looked_after_by(person))
    if worries.red:
        yield Task(
            ngettext("%(n)d project is in trouble", "%(n)d projects are in trouble", worries.red)
            % {"n": worries.red},
            _("The team cannot solve it alone."),
            reverse("projects:listing") + "?health_status=red",
            _("See what is in the way"),
            rank=12,
        )
    if worries.silent:
        number = len(worries.silent)
        yield Task(
            ngettext("%(n)d project has fallen silent", "%(n)d projects have fallen silent", number)
            % {"n": number},
            _("Longest silence: %(project)s") % {"project": worries.silent[0]},
            reverse("projects:listing") + "?view=silent",
            _("Write a check-in"),
            rank=42,
        )


def _blueprints(person: Person) -> Iterator[Task]:
    if not holds_one_of(person, Role.AGENT, Role.LEAD):
        return
    released = list(blueprints.to_publish(person))
    if released:
        number = len(released)
        yield Task(
            ngettext("Publish %(n)d blueprint", "Publish %(n)d blueprints", number) % {"n": number},
            _("All partners have released it: %(blueprint)s") % {"blueprint": released[0]},
            released[0].get_work_url()
            if number == 1
            else reverse("blueprints:workshop") + "?state=released",
            _("Look at it and publish it"),
            rank=38,
        )


MATTERS: list[Callable[[Person], Iterator[Task]]] = [
    _worker,
    _mails,
    _legal,
    _selection,
    _rounds,
    _reviewing,
    _teams,
    _challenges,
    _scoring,
    _vouchers,
    _projects,
    _blueprints,
]
