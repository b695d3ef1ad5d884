import datetime as dt

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.blueprints.covers import Cover, cover_of
from scharnier.stages.blueprints.states import BlueprintState
from scharnier.stages.projects.models import Licence, Project


class BlueprintQuerySet(models.QuerySet):
    def public(self):
        """In the library today: published once, not withdrawn, not under an embargo.

        While a new version is being written, the published one stays.
        """
        free = models.Q(embargo_until=None) | models.Q(embargo_until__lte=clock.today())
        return self.filter(free, published__isnull=False).exclude(state=BlueprintState.WITHDRAWN)


class Blueprint(models.Model):
    """What a project leaves for others. ``current`` is the version that is worked on,
    ``published`` the one that stands in the library.
    """

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(unique=True, max_length=120)
    current = models.OneToOneField(
        "BlueprintVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    published = models.OneToOneField(
        "BlueprintVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    names_partners = models.BooleanField(_("Name the partners"), default=True)
    embargo_until = models.DateField(_("Not before"), null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=BlueprintState, default=BlueprintState.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = BlueprintQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.current) if self.current_id else str(self.project)

    def get_absolute_url(self) -> str:
        return reverse("blueprints:page", args=[self.slug])

    def get_work_url(self) -> str:
        return reverse("blueprints:work", args=[self.pk])

    @property
    def waits_until(self) -> dt.date | None:
        """The day from which on the library shows it, if that is still to come."""
        day = self.embargo_until
        return day if day and day > clock.today() else None

    @property
    def is_public(self) -> bool:
        """Whether it stands in the library today; the twin of ``public``."""
        is_withdrawn = self.state == BlueprintState.WITHDRAWN
        return bool(self.published_id) and not is_withdrawn and self.waits_until is None

    def cover(self) -> Cover:
        return cover_of(self.pk)

    @property
    def round(self) -> ProgrammeRound:
        return self.project.team.round

    @property
    def district(self) -> str:
        return self.project.team.district


class BlueprintVersion(models.Model):
    """The text of a blueprint: problem, approach, steps, effort, cost, tools.

    ``steps`` is a list of ``{"title", "text", "duration"}``; effort is in whole days,
    ``cost_cents`` in the currency of the round.
    """

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=160)
    summary = models.CharField(_("In one sentence"), max_length=300)
    problem = models.TextField(_("What was it about?"))
    approach = models.TextField(_("What did we do?"))
    steps = models.JSONField(_("Steps"), default=list)
    result = models.TextField(_("What came of it?"), blank=True)
    effort_days = models.PositiveSmallIntegerField(_("Effort in days"))
    cost_cents = models.PositiveIntegerField(_("Cost"))
    skills = models.CharField(_("Skills needed"), max_length=300, blank=True)
    tools = models.CharField(_("Tools and materials"), max_length=300, blank=True)
    topics = models.JSONField(_("Topics"), default=list)
    licence = models.CharField(
        _("Licence"), max_length=16, choices=Licence, default=Licence.CC_BY_SA
    )
    third_party = models.TextField(_("Material of others"), blank=True)
    change_note = models.CharField(_("What changed?"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["blueprint", "number"], name="blueprint_versions_are_counted"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def language(self) -> str:
        """In which language it is written: the writer's; a reader may have chosen another."""
        writer = self.written_by
        return (writer.language if writer else settings.LANGUAGE_CODE)[:2]


class BlueprintTopic(models.Model):
    """A topic under which the published version stands in the library."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField(max_length=60, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blueprint", "topic"], name="a_topic_is_named_once")
        ]

    def __str__(self) -> str:
        return self.topic


class BlueprintFile(models.Model):
    """A template or other file that belongs to a blueprint."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("Title"), max_length=160)

    def __str__(self) -> str:
        return self.title


class Release(models.Model):
    """A partner's yes to publishing one version under its licence."""

    version = models.ForeignKey(BlueprintVersion, on_delete=models.CASCADE, related_name="releases")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="a_partner_releases_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} ✓ {self.version}"


class BlueprintReuse(models.Model):
    """“We used this”: told by somebody else. The address is kept for one question back."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="reuses")
    name = models.CharField(_("Organisation"), max_length=160)
    municipality = models.CharField(_("Place"), max_length=120, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    experience = models.TextField(_("What did you do with it?"), blank=True)
    told_at = models.DateTimeField(default=clock.now, editable=False)
    shown_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name
