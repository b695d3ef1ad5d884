"""July to October: call, applications, formal check, reviews, decisions."""

import csv
import datetime as dt
import io
from pathlib import Path

from scharnier import handovers
from scharnier.desk.demo import cast, said, story
from scharnier.desk.demo.cast import text
from scharnier.desk.demo.days import Days
from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import actions as people
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Programme, ProgrammeRound
from scharnier.foundation.questions.actions import Entry
from scharnier.stages.applications import actions as applications
from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.calls import actions as calls
from scharnier.stages.calls.models import Call, Side
from scharnier.stages.events import actions as events
from scharnier.stages.events.models import Event
from scharnier.stages.reviews import actions as reviews
from scharnier.stages.reviews import queries as reviewed
from scharnier.stages.reviews.models import Review

DATA = Path(__file__).parent / "data"
TEMPLATE = "cross-innovation"
STAMP, FORMAT = "Zeitstempel", "%d.%m.%Y %H:%M:%S"


def announce(programme: Programme, days: Days) -> Call:
    """The round from the template, its call, the kickoff; the deadline is moved once."""
    lead = cast.lead()
    with days.on(2026, 6, 15):
        call = calls.create_from_template(
            programme,
            template=TEMPLATE,
            name=text("Durchgang 2026/27", "Round 2026/27"),
            slug="durchgang-eins",
            opens_at=days.moment(2026, 7, 1, 8),
            deadline_at=days.moment(2026, 8, 30, 23, 59),
            kickoff_on=days.day(2026, 10, 29),
            jury_on=days.day(2026, 11, 19),
            starts_on=days.day(2026, 7, 1),
            ends_on=days.day(2027, 8, 31),
            regions=programme.regions.filter(slug="erzgebirge"),
            eligible_from=days.day(2026, 10, 1),
            eligible_until=days.day(2027, 8, 31),
            levy_rate="4.9",
            by=lead,
        )
        calls.change(call, about=text(*said.CARRIED_BY), by=lead)
        handovers.prepare_selection(call.round, by=lead)
        calls.publish(call, by=lead)
        kickoff = events.create(
            call.round,
            kind="kickoff",
            title=text("Auftakt in Schneeberg", "Kickoff in Schneeberg"),
            description=text(
                "Kennenlernen in kurzen Gesprächen, dann entstehen die Teams.",
                "Short talks first, then the teams are formed.",
            ),
            starts_at=days.moment(2026, 10, 29, 9),
            ends_at=days.moment(2026, 10, 29, 17),
            venue="Kulturzentrum Goldne Sonne (fiktiv)",
            municipality="Schneeberg",
            capacity=80,
            by=lead,
        )
        events.publish(kickoff, by=lead)
    with days.on(2026, 8, 28):
        calls.extend(
            call,
            until=days.moment(2026, 9, 20, 23, 59),
            reason=text(
                "In den Sommerferien waren viele Betriebe geschlossen. Alle haben drei Wochen mehr.",
                "Many firms were closed over the summer. Everybody gets three more weeks.",
            ),
            by=lead,
        )
    return call


def type_in(call: Call, days: Days) -> None:
    """A firm without an e-mail address telephones; the agent types what is said."""
    agent = cast.agent()
    with days.on(2026, 7, 22, 17):
        group = call.target_groups.get(side=Side.ORGANISATION)
        application = applications.enter_on_behalf(
            group, name="Kontakt O13", phone="+49 3733 00012", by=agent
        )
        asked = {question.key: question for question in group.form.questions.all()}
        entries = [Entry(asked[key], value) for key, value in said.ON_THE_PHONE.items()]
        applications.answer_page(application, entries, by=agent)
        applications.submit(application, by=agent)
    keys[application.pk] = story.BY_PHONE


def collect(call: Call, days: Days) -> None:
    """Both spreadsheets as they came in, the late one and the duplicate among them."""
    lead = cast.lead()
    with days.on(2026, 9, 21, 9):
        for side, name in ((Side.ORGANISATION, "organisations"), (Side.CREATIVE, "creatives")):
            content = _shifted(DATA / f"{name}.csv", days)
            run = applications.imports.read(
                call, side=side, name=f"{name}.csv", content=content, by=lead
            )
            applications.imports.apply(run, by=lead)
        for email, name in (
            ("o02@example.org", "Max Beispiel"),
            ("k02@example.org", "Kim Klarform"),
        ):
            people.change_details(cast.somebody(email), name=name, by=None)
    with days.on(2026, 9, 22):
        applications.withdraw(
            by_email(call, story.WITHDRAWN),
            reason="Der Betrieb wird zum Winter übergeben.",
            by=lead,
        )


def _shifted(path: Path, days: Days) -> bytes:
    """The spreadsheet with its time stamps shifted, without the firm that telephoned."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    at, mail = rows[0].index(STAMP), rows[0].index("E-Mail-Adresse")
    rows = [row for row in rows if row[mail].partition("@")[0] != story.BY_PHONE]
    for row in rows[1:]:
        row[at] = days.shifted(dt.datetime.strptime(row[at], FORMAT)).strftime(FORMAT)  # noqa: DTZ007
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def by_email(call: Call, key: str) -> Application:
    """The application whose owner is ``key@example.org``."""
    applicant = Applicant.objects.filter(
        person__email__iexact=f"{key}@example.org", application__call=call
    ).exclude(application__state="merged")
    return (
        applicant.select_related("application__call__round__programme", "application__target_group")
        .get()
        .application
    )


def key_of(application: Application) -> str:
    """What the story calls an application, from its owner's address: ``o02``, ``k02``."""
    if application.pk not in keys:
        owner = application.applicants.select_related("person").order_by("pk").first()
        keys[application.pk] = (owner.person.email or "").partition("@")[0].lower() if owner else ""
    return keys[application.pk]


# Asked a thousand times during a load; emptied when one begins.
keys: dict[int, str] = {}


def check(round: ProgrammeRound, days: Days) -> None:
    """The formal check, one application a quarter of an hour."""
    agent = cast.agent()
    with days.on(2026, 9, 25, 9):
        for application in (
            reviewed.visible_to(cast.lead()).filter(call__round=round).order_by("pk")
        ):
            key = key_of(application)
            if application.is_late:
                reviews.check(application, is_eligible=False, reasons=["late"], by=agent)
            elif key in story.INELIGIBLE:
                code, note = story.INELIGIBLE[key]
                reviews.check(application, is_eligible=False, reasons=[code], note=note, by=agent)
            else:
                reviews.check(application, is_eligible=True, by=agent)


def review(round: ProgrammeRound, days: Days) -> None:
    """Two reviews each; the first ten organisations of the story come out on top."""
    lead = cast.lead()
    reviewers = list(Person.objects.filter(role_grants__role="reviewer").order_by("pk"))
    with days.on(2026, 10, 1):
        eligible = list(reviewed.checked_applications(round, eligible=True).order_by("pk"))
        pairs = [
            (application.pk, reviewers[(place + turn) % len(reviewers)].pk)
            for place, application in enumerate(eligible)
            for turn in range(round.reviewers_per_application)
        ]
        reviews.assign_pairs(round, pairs=pairs, by=lead)
    with days.on(2026, 10, 6):
        criteria = {
            side: [c.key for c in reviewed.criteria_of(reviewed.rubric_of(round, side))]
            for side in (Side.ORGANISATION, Side.CREATIVE)
        }
        waiting = Review.objects.filter(application__call__round=round).select_related(
            "application__call__round__programme", "reviewer"
        )
        for one in waiting.order_by("pk"):
            strong = key_of(one.application) in story.ACCEPTED
            points = {
                key: min(
                    5, max(1, (4 if strong else 2) + (one.pk + place) % 3 - (0 if strong else 1))
                )
                for place, key in enumerate(criteria[Side(one.application.side)])
            }
            reviews.score(one, points=points, by=one.reviewer)
            reviews.hand_in(one, by=one.reviewer)


def decide(round: ProgrammeRound, days: Days) -> None:
    """Decisions prepared, released together; the mails are read and let go."""
    lead = cast.lead()
    with days.on(2026, 10, 10):
        for application in reviewed.checked_applications(round, eligible=True):
            key = key_of(application)
            if key in story.WAITLISTED:
                rank = story.WAITLISTED.index(key) + 1
                reviews.decide(application, outcome="waitlisted", rank=rank, by=lead)
            elif key in story.CREATIVES_REJECTED:
                reviews.decide(
                    application, outcome="rejected", reason=story.CREATIVES_REJECTED[key], by=lead
                )
            elif application.side == Side.CREATIVE or key in story.ACCEPTED:
                reviews.decide(application, outcome="accepted", by=lead)
            else:
                reviews.decide(application, outcome="rejected", reason=story.NO_PLACE, by=lead)
        reviews.release(round, by=lead)
        let_mails_go(lead)


def let_mails_go(lead: Person) -> None:
    """What a lead does after reading: release everything that is held."""
    outbox.release(Mail.objects.held(), by=lead)


def kickoff_of(round: ProgrammeRound) -> Event:
    return Event.objects.get(round=round, kind="kickoff")
