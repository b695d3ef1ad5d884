"""The steps between two stages that the lead starts: what each is called, does and says."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from scharnier import handovers
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound


@dataclass(frozen=True)
class Step:
    """What can be started between two stages. ``run(round, day, by)`` returns what was done."""

    name: str
    title: str | Promise
    text: str | Promise
    button: str | Promise
    run: Callable[[ProgrammeRound, dt.date | None, Person], str]
    day_label: str | Promise = ""


def _prepare(round: ProgrammeRound, _day: dt.date | None, by: Person) -> str:
    handovers.prepare_selection(round, by=by)
    return gettext(
        "Formal check, rubrics and cost categories are ready. You can change all of them."
    )


def _open_matching(round: ProgrammeRound, _day: dt.date | None, by: Person) -> str:
    made = handovers.open_matching(round, by=by)
    number = made.participants.count()
    return ngettext(
        "The board is open for %(n)d participant.",
        "The board is open for %(n)d participants.",
        number,
    ) % {"n": number}


def _open_challenges(round: ProgrammeRound, day: dt.date | None, by: Person) -> str:
    number = len(handovers.open_challenges(round, due_on=day, by=by))
    return ngettext(
        "%(n)d team writes its question now.", "%(n)d teams write their question now.", number
    ) % {"n": number}


def _convene(round: ProgrammeRound, day: dt.date | None, by: Person) -> str:
    number = handovers.convene_jury(round, held_on=day, by=by).cases.count()
    return ngettext("The jury hears %(n)d team.", "The jury hears %(n)d teams.", number) % {
        "n": number
    }


def _begin_projects(round: ProgrammeRound, _day: dt.date | None, by: Person) -> str:
    number = len(handovers.begin_projects(round, by=by))
    return ngettext("%(n)d project has begun.", "%(n)d projects have begun.", number) % {
        "n": number
    }


def _begin_blueprints(round: ProgrammeRound, _day: dt.date | None, by: Person) -> str:
    number = len(handovers.begin_blueprints(round, by=by))
    return ngettext(
        "%(n)d team can write its blueprint.", "%(n)d teams can write their blueprints.", number
    ) % {"n": number}


STEPS = {
    step.name: step
    for step in [
        Step(
            "auswahl-vorbereiten",
            _("Prepare the selection"),
            _(
                "Lays out the points of the formal check, the rubrics of both sides and the cost categories. Nobody gets a mail."
            ),
            _("Prepare the selection"),
            _prepare,
        ),
        Step(
            "teambildung",
            _("Open the board for the kickoff"),
            _(
                "Brings everybody accepted to the board on which teams are formed. Nobody gets a mail."
            ),
            _("Open the board"),
            _open_matching,
        ),
        Step(
            "fragestellungen",
            _("Ask the teams for their question"),
            _(
                "Every confirmed team gets a canvas for its own question. All its people get a mail; it waits in the outbox if the round holds mails."
            ),
            _("Ask the teams"),
            _open_challenges,
            _("Due on"),
        ),
        Step(
            "jury",
            _("Convene the jury"),
            _(
                "Plans a jury day for all challenges handed in, with a seat for every juror of the programme. Invitations are sent from the jury's page."
            ),
            _("Plan the jury day"),
            _convene,
            _("Jury day on"),
        ),
        Step(
            "projekte",
            _("Begin the projects"),
            _(
                "Every awarded team gets its agreement. All its people get a mail with the request to sign; it waits in the outbox if the round holds mails."
            ),
            _("Begin the projects"),
            _begin_projects,
        ),
        Step(
            "blaupausen",
            _("Begin the blueprints"),
            _("Every team can write its blueprint from now on. Nobody gets a mail."),
            _("Begin the blueprints"),
            _begin_blueprints,
        ),
    ]
}
