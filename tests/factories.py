"""Rows for tests. Traits name states: ``submitted=True``."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory
from i18nfield.strings import LazyI18nString

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications import queries
from scharnier.stages.applications.queries import number_key_of
from scharnier.stages.applications.states import ApplicationState
from scharnier.stages.calls.models import Address, Side
from scharnier.stages.calls.states import CallState
from scharnier.stages.challenges.states import ChallengeState
from scharnier.stages.matching.states import MemberState, TeamState
from scharnier.stages.projects.states import ProjectState


def text(german: str, english: str = "") -> LazyI18nString:
    return LazyI18nString({"de": german, "en": english or german})


def days(number: float) -> dt.datetime:
    """The moment ``number`` days from now."""
    return clock.now() + dt.timedelta(days=number)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = "people.Person"

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = "organisations.Organisation"

    name = factory.Sequence(lambda n: f"Werkstatt {n}")


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Programme"

    name = factory.LazyFunction(lambda: text("Cross Innovation Erzgebirge"))
    slug = factory.Sequence(lambda n: f"programm-{n}")


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Region"

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.LazyFunction(lambda: text("Erzgebirge", "Ore Mountains"))
    slug = factory.Sequence(lambda n: f"region-{n}")
    districts = ["14521"]


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = ProgrammeRound

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.LazyFunction(lambda: text("Durchgang 2026/27", "Round 2026/27"))
    slug = factory.Sequence(lambda n: f"durchgang-{n}")
    starts_on = factory.LazyFunction(lambda: days(-60).date())
    ends_on = factory.LazyFunction(lambda: days(300).date())
    team_label = factory.LazyFunction(lambda: text("Team"))
    teams_label = factory.LazyFunction(lambda: text("Teams"))


class FormFactory(DjangoModelFactory):
    class Meta:
        model = "questions.FormDefinition"

    name = factory.LazyFunction(lambda: text("Formular", "Form"))


class SheetFactory(DjangoModelFactory):
    class Meta:
        model = "questions.Sheet"

    form = factory.SubFactory(FormFactory)


class CallFactory(DjangoModelFactory):
    """A published, open call. Traits: ``draft``, ``upcoming``, ``closed``."""

    class Meta:
        model = "calls.Call"

    class Params:
        draft = factory.Trait(state=CallState.DRAFT)
        upcoming = factory.Trait(
            opens_at=factory.LazyFunction(lambda: days(10)),
            deadline_at=factory.LazyFunction(lambda: days(40)),
        )
        closed = factory.Trait(
            opens_at=factory.LazyFunction(lambda: days(-60)),
            deadline_at=factory.LazyFunction(lambda: days(-10)),
        )

    round = factory.SubFactory(RoundFactory)
    slug = factory.Sequence(lambda n: f"aufruf-{n}")
    title = factory.LazyFunction(
        lambda: text("Zwei Welten. Ein Projekt.", "Two worlds. One project.")
    )
    theme = factory.LazyFunction(
        lambda: text("Digitalisierung mitgestalten", "Shape digitalisation")
    )
    introduction = factory.LazyFunction(
        lambda: text("Wir bringen beide zusammen.", "We bring both together.")
    )
    opens_at = factory.LazyFunction(lambda: days(-10))
    deadline_at = factory.LazyFunction(lambda: days(20))
    first_deadline_at = factory.SelfAttribute("deadline_at")
    state = CallState.PUBLISHED


class TargetGroupFactory(DjangoModelFactory):
    class Meta:
        model = "calls.TargetGroup"

    call = factory.SubFactory(CallFactory)
    side = Side.ORGANISATION
    form = factory.SubFactory(FormFactory)
    address = factory.LazyAttribute(
        lambda group: Address.SIE if group.side == Side.ORGANISATION else Address.DU
    )
    title = factory.LazyFunction(lambda: text("Für Unternehmen", "For companies"))
    button = factory.LazyFunction(lambda: text("Jetzt bewerben", "Apply now"))
    number_prefix = factory.LazyAttribute(
        lambda group: "B" if group.side == Side.ORGANISATION else "K"
    )


class ApplicationFactory(DjangoModelFactory):
    """A draft of an organisation. Traits: ``submitted``, ``creative``, ``withdrawn``."""

    class Meta:
        model = "applications.Application"

    class Params:
        creative = factory.Trait(target_group__side=Side.CREATIVE)
        submitted = factory.Trait(
            state=ApplicationState.SUBMITTED,
            submitted_at=factory.LazyFunction(clock.now),
            number=factory.Sequence(lambda n: f"N-{n:05d}"),
        )
        withdrawn = factory.Trait(state=ApplicationState.WITHDRAWN)

    number_key = factory.LazyAttribute(
        lambda one: queries.number_key_of(one.number) if getattr(one, "number", None) else None
    )
    target_group = factory.SubFactory(TargetGroupFactory)
    call = factory.SelfAttribute("target_group.call")
    side = factory.SelfAttribute("target_group.side")
    sheet = factory.SubFactory(SheetFactory, form=factory.SelfAttribute("..target_group.form"))
    name = factory.Sequence(lambda n: f"Drechslerei {n}")
    municipality = "Seiffen"
    district = "14521"


class ApplicantFactory(DjangoModelFactory):
    class Meta:
        model = "applications.Applicant"

    application = factory.SubFactory(ApplicationFactory)
    person = factory.SubFactory(PersonFactory)


class EventFactory(DjangoModelFactory):
    class Meta:
        model = "events.Event"

    round = factory.SubFactory(RoundFactory)
    kind = "kickoff"
    title = factory.LazyFunction(lambda: text("Auftakt", "Kickoff"))
    starts_at = factory.LazyFunction(lambda: days(10))
    ends_at = factory.LazyFunction(lambda: days(10.3))
    state = "published"


class MatchingFactory(DjangoModelFactory):
    class Meta:
        model = "matching.Matching"

    round = factory.SubFactory(RoundFactory)


class TeamFactory(DjangoModelFactory):
    """A proposed team. Trait: ``confirmed``."""

    class Meta:
        model = "matching.Team"

    class Params:
        confirmed = factory.Trait(
            state=TeamState.CONFIRMED,
            confirmed_at=factory.LazyFunction(clock.now),
            organisation_confirmed_at=factory.LazyFunction(clock.now),
        )

    matching = factory.SubFactory(MatchingFactory)
    round = factory.SelfAttribute("matching.round")
    number = factory.Sequence(lambda n: f"M{n:02d}")
    number_key = factory.LazyAttribute(lambda team: number_key_of(team.number))
    organisation = factory.SubFactory(
        ApplicationFactory,
        submitted=True,
        target_group__call__round=factory.SelfAttribute("....matching.round"),
    )
    district = "14521"


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = "matching.TeamMember"

    team = factory.SubFactory(TeamFactory)
    application = factory.SubFactory(
        ApplicationFactory, submitted=True, target_group__side=Side.CREATIVE
    )
    state = MemberState.CONFIRMED


class ChallengeFactory(DjangoModelFactory):
    """A challenge being written. Trait: ``handed_in``."""

    class Meta:
        model = "challenges.Challenge"

    class Params:
        handed_in = factory.Trait(
            state=ChallengeState.HANDED_IN, handed_in_at=factory.LazyFunction(clock.now)
        )

    team = factory.SubFactory(TeamFactory, confirmed=True)


class ChallengeVersionFactory(DjangoModelFactory):
    class Meta:
        model = "challenges.ChallengeVersion"

    challenge = factory.SubFactory(ChallengeFactory)
    number = 1
    question = "Wie können wir jede Bestellung sichtbar machen?"
    problem = "Bestellungen kommen per Brief, Fax und Zuruf."


class JuryDayFactory(DjangoModelFactory):
    class Meta:
        model = "jury.JuryDay"

    round = factory.SubFactory(RoundFactory)
    held_on = factory.LazyFunction(lambda: days(5).date())
    form = factory.SubFactory(FormFactory)


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = "jury.Case"

    jury_day = factory.SubFactory(JuryDayFactory)
    challenge = factory.SubFactory(ChallengeFactory, handed_in=True)


class VerdictFactory(DjangoModelFactory):
    class Meta:
        model = "jury.JuryVerdict"

    case = factory.SubFactory(CaseFactory)
    outcome = "approved"
    points = 72
    state = "released"


class AwardFactory(DjangoModelFactory):
    class Meta:
        model = "jury.Award"

    verdict = factory.SubFactory(VerdictFactory)
    team = factory.SelfAttribute("verdict.case.challenge.team")
    amount_cents = 250_000


class ProjectFactory(DjangoModelFactory):
    """A project whose agreement is open. Trait: ``running``."""

    class Meta:
        model = "projects.Project"

    class Params:
        running = factory.Trait(
            state=ProjectState.RUNNING, started_at=factory.LazyFunction(clock.now)
        )

    award = factory.SubFactory(AwardFactory)
    team = factory.SelfAttribute("award.team")
    title = "Bestelltafel für die Werkstatt"


class BlueprintFactory(DjangoModelFactory):
    class Meta:
        model = "blueprints.Blueprint"

    project = factory.SubFactory(ProjectFactory, running=True)
    slug = factory.Sequence(lambda n: f"blaupause-{n}")


class CriterionFactory(DjangoModelFactory):
    """A scale question of a rubric, 0 to 5, with half of the weight."""

    class Meta:
        model = "questions.Question"

    form = factory.SubFactory(FormFactory, kind="rubric")
    page = factory.LazyAttribute(lambda criterion: _first_page(criterion.form))
    position = factory.Sequence(int)
    key = factory.Sequence(lambda n: f"criterion-{n}")
    type = "scale"
    label = factory.LazyAttribute(lambda criterion: text(criterion.key))
    min_value, max_value, weight = 0, 5, 50
    anchors = factory.LazyFunction(
        lambda: [{"value": 4, "label": {"de": "konkret", "en": "concrete"}}]
    )


def _first_page(form: object) -> object:
    page, _is_new = form.pages.get_or_create(
        key="criteria", defaults={"position": 1, "title": text("Kriterien", "Criteria")}
    )
    return page


class RubricFactory(DjangoModelFactory):
    class Meta:
        model = "reviews.Rubric"

    round = factory.SubFactory(RoundFactory)
    side = Side.ORGANISATION
    form = factory.SubFactory(FormFactory, kind="rubric")


class EligibilityReasonFactory(DjangoModelFactory):
    class Meta:
        model = "reviews.EligibilityReason"

    round = factory.SubFactory(RoundFactory)
    code = "late"
    title = factory.LazyFunction(lambda: text("Fristgerecht", "In time"))
    sentence = factory.LazyFunction(lambda: text("Sie kam zu spät.", "It came too late."))


class EligibilityCheckFactory(DjangoModelFactory):
    """Passed."""

    class Meta:
        model = "reviews.EligibilityCheck"

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    is_eligible = True


class ReviewFactory(DjangoModelFactory):
    """Assigned. Traits: ``started``, ``handed_in``."""

    class Meta:
        model = "reviews.Review"

    class Params:
        started = factory.Trait(state="started")
        handed_in = factory.Trait(
            state="handed_in", percent=70, handed_in_at=factory.LazyFunction(clock.now)
        )

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    reviewer = factory.SubFactory(PersonFactory)
    sheet = factory.SubFactory(SheetFactory)


class DecisionFactory(DjangoModelFactory):
    """Prepared: accepted. Traits: ``released``, ``waiting``, ``rejected``."""

    class Meta:
        model = "reviews.Decision"

    class Params:
        released = factory.Trait(state="released", released_at=factory.LazyFunction(clock.now))
        waiting = factory.Trait(outcome="waitlisted", rank=1)
        rejected = factory.Trait(outcome="rejected", reason="Zu wenig Plätze.")

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    outcome = "accepted"


class SeatFactory(DjangoModelFactory):
    """A juror's seat, confidentiality signed."""

    class Meta:
        model = "jury.Seat"

    jury_day = factory.SubFactory(JuryDayFactory)
    person = factory.SubFactory(PersonFactory)
    institution = "Wirtschaftsförderung"
    confidentiality_at = factory.LazyFunction(clock.now)


class ConflictFactory(DjangoModelFactory):
    class Meta:
        model = "reviews.ConflictOfInterest"

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    person = factory.SubFactory(PersonFactory)


class RoleGrantFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.RoleGrant"

    person = factory.SubFactory(PersonFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    role = "lead"


class BiasFactory(DjangoModelFactory):
    class Meta:
        model = "jury.Bias"

    case = factory.SubFactory(CaseFactory)
    seat = factory.SubFactory(SeatFactory)


class RegistrationFactory(DjangoModelFactory):
    """A place at an event. Traits: ``waiting``, ``invited``."""

    class Meta:
        model = "events.Registration"

    class Params:
        waiting = factory.Trait(state="waiting")
        invited = factory.Trait(state="invited")

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory)
