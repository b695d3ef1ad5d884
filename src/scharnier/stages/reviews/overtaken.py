"""Held letters about a decision that events have overtaken."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState
from scharnier.stages.reviews.models import Decision

OUTCOMES = {
    "reviews_accepted": Decision.Outcome.ACCEPTED,
    "reviews_promoted": Decision.Outcome.ACCEPTED,
    "reviews_waitlisted": Decision.Outcome.WAITLISTED,
    "reviews_rejected": Decision.Outcome.REJECTED,
}


def decisions(mails: Sequence[Mail]) -> dict[int, str]:
    """The decision is another one by now, or the application was withdrawn."""
    subjects = {mail.subject_id for mail in mails}
    decided = {one.application_id: one for one in Decision.objects.filter(application__in=subjects)}
    found = {}
    for mail, application in overtaken.with_subjects(mails, Application.objects.all()):
        decision = decided.get(application.pk)
        if application.state == ApplicationState.WITHDRAWN:
            found[mail.pk] = _("The application is withdrawn.")
        elif decision is not None and decision.outcome != OUTCOMES[mail.template]:
            found[mail.pk] = _("The decision is “%(outcome)s” by now.") % {
                "outcome": decision.get_outcome_display()
            }
    return found


overtaken.register(decisions, *OUTCOMES)
