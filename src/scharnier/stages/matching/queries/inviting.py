"""Whom to write to on the day: links for wishes, invitations to the kickoff."""

from django.db.models import QuerySet

from scharnier.foundation.outbox.models import Mail, MailQuerySet
from scharnier.foundation.people.models import Person
from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.events.models import Event, Registration
from scharnier.stages.events.states import EventState
from scharnier.stages.matching.models import Matching, Participant, Team
from scharnier.stages.matching.queries.teams import open_answers
from scharnier.stages.matching.rules import OFFER_MAIL
from scharnier.stages.reviews.queries import accepted

WISH_MAIL, INVITATION = "matching/wishes", "events/invitation"


def wish_mails(matching: Matching) -> MailQuerySet:
    """The mails with the links of this matching's participants."""
    mine = Participant.objects.filter(matching=matching).values("pk")
    return Mail.objects.filter(
        template=WISH_MAIL,
        round=matching.round_id,
        subject_type=Participant._meta.label_lower,
        subject_id__in=mine,
    )


def held_offers(person: Person) -> MailQuerySet:
    """The offers that the outbox still holds, of the teams that this agent or lead looks after."""
    return Mail.objects.held().filter(
        template=OFFER_MAIL,
        subject_type=Team._meta.label_lower,
        subject_id__in=open_answers(person).order_by().values("pk"),
    )


def without_link(matching: Matching) -> list[Participant]:
    """Who is present and was never sent the link to the wishes."""
    written = wish_mails(matching).values("subject_id")
    here = Participant.objects.filter(matching=matching, is_present=True)
    return _loaded(matching, here.exclude(pk__in=written))


def with_held_link(matching: Matching) -> list[Participant]:
    """Whose link is written, but still held in the outbox."""
    held = wish_mails(matching).held().values("subject_id")
    return _loaded(matching, Participant.objects.filter(matching=matching, pk__in=held))


def _loaded(matching: Matching, participants: QuerySet[Participant]) -> list[Participant]:
    found = list(
        participants.select_related("application__target_group")
        .prefetch_related("application__applicants__person")
        .order_by("-side", "application__number_key", "pk")
    )
    for participant in found:
        participant.matching = matching
    return found


def not_invited(event: Event) -> list[Application]:
    """Who was accepted for the event's round, near enough, and of whom nobody is on its list yet."""
    return list(
        _missing(event)
        .select_related("target_group")
        .prefetch_related("applicants__person")
        .order_by("-side", "number_key", "pk")
    )


def _missing(event: Event) -> QuerySet[Application]:
    listed = Registration.objects.filter(event=event).values("person")
    on_list = Applicant.objects.filter(person__in=listed).values("application")
    found = accepted(event.round).order_by().exclude(pk__in=on_list)
    return found if event.region is None else found.filter(district__in=event.region.districts)


def invitation_panel(person: Person, event: Event) -> dict | None:
    """On the event's page: how many accepted ones are not invited yet; None if nobody is missing."""
    if event.state != EventState.PUBLISHED or event.is_over:
        return None
    number = _missing(event).count()
    return {"event": event, "number": number} if number else None


def held_invitations(event: Event, people: list[Person]) -> list[Mail]:
    found = Mail.objects.about(event).held().filter(template=INVITATION, to_person__in=people)
    return list(found)
