import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.files import actions as files
from scharnier.foundation.files.models import File
from scharnier.foundation.people.models import Person
from scharnier.foundation.search import actions as search
from scharnier.foundation.slugs import slug_of
from scharnier.foundation.states import MoveRefused, Refused, move, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.stages.blueprints import mails, queries
from scharnier.stages.blueprints.models import (
    Blueprint,
    BlueprintFile,
    BlueprintReuse,
    BlueprintTopic,
    BlueprintVersion,
    Release,
)
from scharnier.stages.blueprints.states import MOVES, BlueprintState
from scharnier.stages.matching import queries as matching
from scharnier.stages.projects.models import Project
from scharnier.stages.projects.queries import without

S = BlueprintState
TAKEN_BY_ADDRESSES = {"werkstatt"}


@transaction.atomic
def begin(project: Project, *, title: str, by: Person | None) -> Blueprint:
    """Begin the blueprint of a project; what the project knows already is offered by the form.

    Raises Refused if somebody else began it in the meantime.
    """
    try:
        with transaction.atomic():
            blueprint = Blueprint.objects.create(project=project, slug=_free_slug(title))
    except IntegrityError as error:
        raise Refused(
            _("The blueprint of “%(project)s” has begun already.") % {"project": project}
        ) from error
    record("blueprint.begun", blueprint, by=by)
    return blueprint


@transaction.atomic
def write(blueprint: Blueprint, *, seen: int, by: Person | None, **text: Any) -> BlueprintVersion:
    """Write a version of the blueprint; a release given to an earlier one no longer counts.

    ``seen`` is ``blueprint.version`` as the writer read it. Raises Refused if somebody
    else wrote meanwhile; what stands in the library stays until the new one is published.
    Until the first publication the public address follows the title.
    """
    blueprint.version = seen
    rewrite(blueprint)  # from here on the row is ours
    last = blueprint.versions.aggregate(last=Max("number"))["last"] or 0
    version = BlueprintVersion.objects.create(
        blueprint=blueprint, number=last + 1, written_by=by, **text
    )
    blueprint.current = version
    if blueprint.published_id is None:
        blueprint.slug = _free_slug(version.title, own=blueprint)
    blueprint.save(update_fields=["current", "slug"])
    if blueprint.state != S.DRAFT:
        move(blueprint, S.DRAFT, moves=MOVES)
    record("blueprint.written", blueprint, by=by, version=version.number)
    return version


@transaction.atomic
def ask_for_release(blueprint: Blueprint, *, by: Person | None) -> None:
    """Ask every partner by mail to release the version as it stands."""
    if blueprint.current is None:
        raise Refused(_("Write the blueprint before you ask for its release."))
    move(blueprint, S.RELEASING, moves=MOVES)
    record("blueprint.release_asked", blueprint, by=by, version=blueprint.current.number)
    for partner in matching.working_partners_of(blueprint.project.team):
        mails.ask_for_release(blueprint, partner)


@transaction.atomic
def release(blueprint: Blueprint, *, version: int, by: Person) -> None:
    """Say yes to publishing the version that was read. The last yes makes it released.

    Raises Refused if a newer version was written meanwhile; saying it twice changes nothing.
    """
    current = blueprint.current
    if current is None or current.number != version:
        raise Refused(
            _("A newer version was written since you read this one. Read it, then release it.")
        )
    rewrite(blueprint)  # two who say the last yes at once wait for each other
    if blueprint.state != S.RELEASING:
        raise Refused(
            _("“%(blueprint)s” does not wait for a release now.") % {"blueprint": blueprint}
        )
    _release, is_new = Release.objects.get_or_create(version=current, person=by)
    if is_new:
        record("blueprint.released_by_partner", blueprint, by=by, version=version)
    if all(consent.given_at for consent in queries.releases_of(current, blueprint)):
        move(blueprint, S.RELEASED, moves=MOVES)


@transaction.atomic
def go_on_without(blueprint: Blueprint, person: Person, *, by: Person | None) -> None:
    """Wait no longer for the release of somebody who has their data erased.

    Their name may have gone from the text, so it is indexed anew.
    """
    if blueprint.published is not None and blueprint.state != S.WITHDRAWN:
        search.index(blueprint, title=blueprint.published.title, text=_words(blueprint.published))
    if blueprint.state != S.RELEASING or blueprint.current is None:
        return
    others = without(person, queries.releases_of(blueprint.current, blueprint))
    if others and all(consent.given_at for consent in others):
        move(blueprint, S.RELEASED, moves=MOVES)


@transaction.atomic
def set_embargo(
    blueprint: Blueprint, *, embargo_until: dt.date | None, names_partners: bool, by: Person | None
) -> None:
    """Say from which day on it is shown, and whether the partners are named."""
    rewrite(blueprint, embargo_until=embargo_until, names_partners=names_partners)
    record("blueprint.embargo_set", blueprint, by=by, until=str(embargo_until or ""))


@transaction.atomic
def publish(blueprint: Blueprint, *, by: Person | None) -> None:
    """Put the released version into the public library (from its embargo day on)."""
    version = blueprint.current if blueprint.state == S.RELEASED else blueprint.published
    if version is None:
        raise MoveRefused(blueprint, S.PUBLISHED)
    move(
        blueprint,
        S.PUBLISHED,
        moves=MOVES,
        published=version,
        published_at=blueprint.published_at or clock.now(),
    )
    BlueprintTopic.objects.filter(blueprint=blueprint).delete()
    BlueprintTopic.objects.bulk_create(
        BlueprintTopic(blueprint=blueprint, topic=topic) for topic in dict.fromkeys(version.topics)
    )
    search.index(blueprint, title=version.title, text=_words(version))
    record("blueprint.published", blueprint, by=by, version=version.number, licence=version.licence)
    for partner in matching.working_partners_of(blueprint.project.team):
        mails.published(blueprint, partner)


@transaction.atomic
def withdraw(blueprint: Blueprint, *, reason: str, by: Person | None) -> None:
    """Take the blueprint from the library. Copies already out keep their licence."""
    if blueprint.published is None:
        raise Refused(
            _("“%(blueprint)s” does not stand in the library.") % {"blueprint": blueprint}
        )
    move(blueprint, S.WITHDRAWN, moves=MOVES)
    search.forget(blueprint)
    record("blueprint.withdrawn", blueprint, by=by, reason=reason)


@transaction.atomic
def add_file(blueprint: Blueprint, *, file: File, title: str, by: Person | None) -> BlueprintFile:
    """Add a template that others can take."""
    added = BlueprintFile.objects.create(blueprint=blueprint, file=file, title=title)
    files.attach([file], to=blueprint)
    record("blueprint.file_added", blueprint, by=by, title=title)
    return added


@transaction.atomic
def remove_file(added: BlueprintFile, *, by: Person | None) -> None:
    """Take a file away from the blueprint."""
    blueprint = added.blueprint
    record("blueprint.file_removed", blueprint, by=by, title=added.title)
    added.delete()
    files.detach(blueprint, keep=set(blueprint.files.values_list("file", flat=True)))


@transaction.atomic
def tell_reuse(
    blueprint: Blueprint,
    *,
    name: str,
    municipality: str = "",
    email: str = "",
    experience: str = "",
    by: Person | None,
) -> BlueprintReuse:
    """Note that somebody used the blueprint. It is shown when the lead has read it."""
    reuse = BlueprintReuse.objects.create(
        blueprint=blueprint,
        name=name,
        municipality=municipality,
        email=email,
        experience=experience,
    )
    record("blueprint.reused", blueprint, by=by)
    return reuse


@transaction.atomic
def show_reuse(reuse: BlueprintReuse, *, by: Person) -> None:
    """Let the reuse be seen in the library."""
    reuse.shown_at = clock.now()
    reuse.save(update_fields=["shown_at"])
    record("blueprint.reuse_shown", reuse.blueprint, by=by)


@transaction.atomic
def discard_reuse(reuse: BlueprintReuse, *, by: Person) -> None:
    """Throw away what was told, because it is a joke or advertising."""
    record("blueprint.reuse_discarded", reuse.blueprint, by=by)
    reuse.delete()


def _free_slug(title: str, own: Blueprint | None = None) -> str:
    wanted = slug_of(title, longest=100) or "blaupause"
    slug, number = wanted, 1
    others = Blueprint.objects.exclude(pk=own.pk) if own else Blueprint.objects.all()
    while slug in TAKEN_BY_ADDRESSES or others.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _words(version: BlueprintVersion) -> str:
    """Everything by which a stranger may look for it."""
    steps = " ".join(f"{step['title']} {step['text']}" for step in version.steps)
    return " ".join(
        [version.summary, version.problem, version.approach, steps, version.result,
         version.skills, version.tools, *version.topics]
    )  # fmt: skip
