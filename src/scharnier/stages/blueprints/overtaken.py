"""Held letters about a blueprint that events have overtaken."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.applications.queries import colleagues_of
from scharnier.stages.blueprints.models import Blueprint, Release
from scharnier.stages.blueprints.states import BlueprintState


def releases(mails: Sequence[Mail]) -> dict[int, str]:
    """Who is asked to release it: somebody of their side has, or it waits for nobody."""
    sides = colleagues_of(overtaken.readers(mails))
    subjects = {mail.subject_id for mail in mails}
    given = set(
        Release.objects.filter(version__blueprint__in=subjects).values_list("version", "person")
    )
    found = {}
    for mail, blueprint in overtaken.with_subjects(mails, Blueprint.objects.all()):
        people = sides.get(mail.to_person_id or 0, ())
        if blueprint.state != BlueprintState.RELEASING:
            found[mail.pk] = _("The blueprint waits for nobody's release now.")
        elif any((blueprint.current_id, person) in given for person in people):
            found[mail.pk] = _("Their side has released it already.")
    return found


overtaken.register(releases, "blueprints/release")
