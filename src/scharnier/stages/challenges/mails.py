"""One function per mail. The link opens the team's canvas without a login."""

from typing import Any

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.people import passes, renewals
from scharnier.foundation.people.models import Person
from scharnier.stages.applications.models import Application
from scharnier.stages.challenges import queries
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.matching.queries import part_of

PURPOSE = "challenge"


def opened(challenge: Challenge) -> None:
    _to_the_team("opened", challenge)


def please_sign(challenge: Challenge, signer: queries.Signer) -> None:
    _to_signer("please_sign", challenge, signer)


def reminder(challenge: Challenge, signer: queries.Signer) -> None:
    _to_signer("reminder", challenge, signer)


def complete(challenge: Challenge) -> None:
    _to_the_team("complete", challenge)


def handed_in(challenge: Challenge) -> None:
    _to_the_team("handed_in", challenge)


def reopened(challenge: Challenge, reason: str) -> None:
    _to_the_team("reopened", challenge, reason=reason)


def renew(email: str) -> None:
    """New links to the challenges of whoever has this address, the latest three."""
    person = Person.objects.with_email(email)
    if person is None:
        return
    for challenge in queries.visible_to(person).order_by("-pk")[:3]:
        side = part_of(challenge.team, person)
        if side is not None:
            _put("link", challenge, person, side, urgent=True)


renewals.register(PURPOSE, renew)


def _to_the_team(template: str, challenge: Challenge, **context: object) -> None:
    for signer in queries.signers_of(challenge):
        if signer.side is not None:
            _to_signer(template, challenge, signer, **context)


def _to_signer(template: str, challenge: Challenge, signer: queries.Signer, **context: Any) -> None:
    reachable = [person for person in signer.people if person.email] or signer.people[:1]
    for person in reachable:
        _put(template, challenge, person, signer.side, **context)


def _put(
    template: str,
    challenge: Challenge,
    to: Person,
    side: Application | None,
    *,
    urgent: bool = False,
    **context: object,
) -> None:
    days = challenge.round.resume_link_days
    outbox.put(
        f"challenges/{template}",
        to=to,
        subject=challenge,
        context={
            "challenge": challenge,
            "team": challenge.team,
            "label": challenge.round.team_label,
            "link": passes.issue(PURPOSE, challenge, to=to, days=days),
            "days": days,
            **context,
        },
        round=challenge.round,
        urgent=urgent,
        address_form=side.target_group.address if side is not None else "sie",
    )
