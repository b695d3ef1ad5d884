"""Held letters about a challenge that events have overtaken."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.applications.queries import for_their_sides
from scharnier.stages.challenges.models import Challenge, SignOff
from scharnier.stages.challenges.states import ChallengeState


def signatures(mails: Sequence[Mail]) -> dict[int, str]:
    """Who is asked to sign: somebody of their side has, or there is nothing to sign now."""
    given = SignOff.objects.filter(version__challenge__in={mail.subject_id for mail in mails})
    signed = for_their_sides(given.values_list("version", "person"))
    found = {}
    for mail, challenge in overtaken.with_subjects(mails, Challenge.objects.all()):
        if challenge.state == ChallengeState.DRAFT:
            found[mail.pk] = _("The words are being changed; nobody can sign now.")
        elif challenge.state != ChallengeState.SIGNING:
            found[mail.pk] = _("Everybody has signed.")
        elif (challenge.current_id, mail.to_person_id) in signed:
            found[mail.pk] = _("Their side has signed already.")
    return found


def openings(mails: Sequence[Mail]) -> dict[int, str]:
    """Who is asked for the team's question, which is handed in already."""
    return {
        mail.pk: _("The question is handed in already.")
        for mail, challenge in overtaken.with_subjects(mails, Challenge.objects.all())
        if challenge.state == ChallengeState.HANDED_IN
    }


overtaken.register(signatures, "challenges/please_sign", "challenges/reminder")
overtaken.register(openings, "challenges/opened")
