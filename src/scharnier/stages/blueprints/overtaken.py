"""Held letters about a blueprint that events have overtaken."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.applications.queries import for_their_sides
from scharnier.stages.blueprints.models import Blueprint, Release
from scharnier.stages.blueprints.states import BlueprintState


def releases(mails: Sequence[Mail]) -> dict[int, str]:
    """Who is asked to release it: somebody of their side has, or it waits for nobody."""
    given = Release.objects.filter(version__blueprint__in={mail.subject_id for mail in mails})
    released = for_their_sides(given.values_list("version", "person"))
    found = {}
    for mail, blueprint in overtaken.with_subjects(mails, Blueprint.objects.all()):
        if blueprint.state != BlueprintState.RELEASING:
            found[mail.pk] = _("The blueprint waits for nobody's release now.")
        elif (blueprint.current_id, mail.to_person_id) in released:
            found[mail.pk] = _("Their side has released it already.")
    return found


overtaken.register(releases, "blueprints/release")
