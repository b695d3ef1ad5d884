"""What reviewers and applicants are told. One function a mail."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox import letters
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications import queries as applications
from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.reviews.models import Decision


@dataclass(frozen=True)
class Preview:
    """A mail as it will arrive, for the page that asks before it is sent."""

    to: str
    subject: str
    body: str


def ask_to_review(reviewer: Person, *, round: ProgrammeRound, number: int) -> None:
    context = {"number": number, "link": settings.BASE_URL + reverse("reviews:queue")}
    outbox.put("reviews_assigned", to=reviewer, subject=round, context=context, round=round)


def last_asked(round: ProgrammeRound) -> Mail | None:
    """The last mail that asked a reviewer of this round; None if nobody was asked yet."""
    asked = Mail.objects.about(round).filter(template="reviews_assigned")
    return asked.order_by("-pk").first()


def tell_decision(decision: Decision) -> None:
    """Acceptance, waiting list or rejection, to everybody who works on the application."""
    _tell(decision, f"reviews_{decision.outcome}")


def tell_promotion(decision: Decision) -> None:
    _tell(decision, "reviews_promoted")


def _tell(decision: Decision, template: str) -> None:
    application = decision.application
    for person in recipients_of(application):
        outbox.put(
            template,
            to=person,
            subject=application,
            context=_context(decision),
            round=application.round,
            address_form=application.target_group.address,
        )


def recipients_of(application: Application) -> list[Person]:
    return applications.people_of(application)


def _context(decision: Decision) -> dict:
    """The link bears no key: the mail may be held, and whoever releases it could use it."""
    application = decision.application
    return {
        "application": application,
        "decision": decision,
        "call": application.call,
        "link": settings.BASE_URL + application.get_absolute_url(),
    }


def preview(decision: Decision, *, template: str = "") -> Preview | None:
    """The mail that the first recipient will get."""
    person = next(iter(recipients_of(decision.application)), None)
    if person is None:
        return None
    round = decision.application.round
    context = {
        "recipient": person,
        "name": person.name,
        "round": round,
        "base_url": settings.BASE_URL,
        **_context(decision),
    }
    letter = letters.write(
        template or f"reviews_{decision.outcome}",
        context,
        locale=_locale(person, decision.application.target_group.address),
        sender=str(round.programme.name),
    )
    return Preview(person.email or person.name, letter.subject, letter.text)


def _locale(person: Person, address: str) -> str:
    if person.language.startswith("de"):
        return "de-informal" if address == "du" else "de"
    return person.language


def recipients(decisions: Iterable[Decision]) -> list[str]:
    """“Mira Lohse (mira@example.org)”, one line a person, in one query."""
    people = Applicant.objects.filter(
        application__in=[decision.application_id for decision in decisions]
    ).select_related("person")
    return [f"{one.person} ({one.person.email or '–'})" for one in people.order_by("pk")]
