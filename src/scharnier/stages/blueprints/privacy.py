from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.registry import Keep, register_erasure, register_export
from scharnier.stages.blueprints import actions, queries
from scharnier.stages.blueprints.models import (
    Blueprint,
    BlueprintReuse,
    BlueprintVersion,
    Release,
)
from scharnier.stages.matching import queries as matching

_told = _("To read what was told before it is shown; what is not shown goes after half a year.")
_shown = _("Shown beside the blueprint for as long as it stands in the library.")
_answer = _("For one question back; forgotten half a year later.")

RULES = [
    *(
        Keep(
            f"blueprints.BlueprintReuse.{name}",
            why=_told,
            months=6,
            after="told_at",
            where=Q(shown_at=None),
            then="delete",
        )
        for name in ("name", "municipality", "experience")
    ),
    *(
        Keep(f"blueprints.BlueprintReuse.{name}", why=_shown)
        for name in ("name", "municipality", "experience")
    ),
    Keep("blueprints.BlueprintReuse.email", why=_answer, months=6, after="told_at"),
]
NOT_PERSONAL = [
    "blueprints.BlueprintVersion.*",
    "blueprints.BlueprintTopic.topic",
    "blueprints.BlueprintFile.title",
]


def export(person: Person) -> list[dict]:
    written = BlueprintVersion.objects.filter(written_by=person).order_by("pk")
    released = Release.objects.filter(person=person).select_related("version").order_by("pk")
    told = BlueprintReuse.objects.filter(email__iexact=person.email or "-").order_by("pk")
    return [
        *({"wrote": one.title, "version": one.number, "at": one.written_at} for one in written),
        *({"released": one.version.title, "version": one.version.number, "at": one.released_at}
          for one in released),
        *({"reuse": one.name, "experience": one.experience, "at": one.told_at} for one in told),
    ]  # fmt: skip


def erase(person: Person, *, by: Person | None) -> None:
    """Their teams are no longer named in the library, and wait for them no longer.

    That a licence was given stays proven.
    """
    teams = matching.teams_of_person(person).values("pk")
    theirs = Blueprint.objects.filter(project__team__in=teams)
    theirs.update(names_partners=False)
    for blueprint in theirs.select_related(*queries.LOADED):
        actions.go_on_without(blueprint, person, by=by)
    BlueprintVersion.objects.filter(written_by=person).update(written_by=None)
    if person.email:
        BlueprintReuse.objects.filter(email__iexact=person.email).update(email="")


register_export(_("Blueprints"), export)
register_erasure(erase)
