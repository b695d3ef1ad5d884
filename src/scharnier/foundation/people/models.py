import rules
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Model
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from scharnier.foundation import clock


class Submarket(models.TextChoices):
    """The twelve submarkets of the creative industries in Saxony, and the federal residual."""

    MUSIC = "music", _("Music industry")
    BOOK = "book", _("Book market")
    ART = "art", _("Art market")
    FILM = "film", _("Film industry")
    BROADCASTING = "broadcasting", _("Broadcasting")
    PERFORMING_ARTS = "performing_arts", _("Performing arts")
    DESIGN = "design", _("Design industry")
    ARCHITECTURE = "architecture", _("Architecture market")
    PRESS = "press", _("Press market")
    ADVERTISING = "advertising", _("Advertising market")
    SOFTWARE_GAMES = "software_games", _("Software and games industry")
    CRAFTS = "crafts", _("Arts and crafts")
    OTHER = "other", pgettext_lazy("submarket", "Other")


class AddressForm(models.TextChoices):
    """How somebody is spoken to in German. English knows no difference."""

    SIE = "sie", pgettext_lazy("form of address", "Formal (Sie)")
    DU = "du", pgettext_lazy("form of address", "Informal (du)")


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str | None = None, **fields: object) -> "Person":
        """A person without a password; sign-in is by a code sent by mail."""
        person = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def with_email(self, email: str) -> "Person | None":
        """The person who has this address, whatever its case; by the index of the constraint."""
        return self.filter(Exact(Lower("email"), email.strip().lower())).first()


class Person(AbstractBaseUser):
    """A human. E-mail is optional: an agent may enter somebody who has none.

    There are no superusers and no staff flag; rights come from role grants and
    relations through ``rules``. ``address_form`` is how the form of their latest
    application spoke to them. ``kept_name`` is filled only while the data of somebody who
    had it erased is blocked: signatures that the law keeps are shown with it, nothing else.
    """

    name = models.CharField(_("Name"), max_length=200)
    email = models.EmailField(_("E-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    language = models.CharField(
        _("Language"), max_length=16, choices=settings.LANGUAGES, default="de"
    )
    address_form = models.CharField(
        _("Form of address"), max_length=4, choices=AddressForm, default=AddressForm.SIE
    )
    is_active = models.BooleanField(default=True)
    kept_name = models.CharField(max_length=200, blank=True, editable=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="an_address_belongs_to_one_person"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"

    @property
    def name_in_accounts(self) -> str:
        """What somebody is called where the law keeps their name."""
        return self.kept_name or str(self)

    @property
    def is_erased(self) -> bool:
        """Closed for good; a row that was merged lives on in another one."""
        return not self.is_active and self.merged_into_id is None

    def has_perm(self, permission: str, subject: Model | None = None) -> bool:
        """Whether this person may; the rules stand in each stage's ``rules.py``."""
        return self.is_active and rules.has_perm(permission, self, subject)


class CreativeProfile(models.Model):
    """What a creative professional can do. Typed once, offered again in every round.

    ``place`` and ``district`` as in ``Organisation``. ``radius_km`` is how far they
    travel; ``published_at`` is set while the profile stands in the public directory
    (only with the consent ``directory``).
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="creative_profile")
    studio = models.CharField(_("Artist name or studio"), max_length=200, blank=True)
    legal_form = models.CharField(_("Legal form"), max_length=80, blank=True)
    submarket = models.CharField(_("Submarket"), max_length=24, choices=Submarket)
    further_submarkets = models.JSONField(default=list, blank=True)
    municipality = models.CharField(_("Place"), max_length=120, blank=True)
    ags = models.CharField(max_length=8, blank=True)
    district = models.CharField(_("District"), max_length=5, blank=True)
    skills = models.JSONField(default=list, blank=True)
    about = models.TextField(_("What can you do better than others?"), blank=True)
    hours_per_month = models.PositiveSmallIntegerField(null=True, blank=True)
    radius_km = models.PositiveSmallIntegerField(null=True, blank=True)
    works_online = models.BooleanField(default=True)
    languages = models.JSONField(default=list, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.studio or str(self.person)


class PassQuerySet(models.QuerySet):
    def valid(self) -> "PassQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=clock.now())


class Pass(models.Model):
    """A link without login: it signs ``person`` in for one object and one purpose only.

    Only the hash of its token is stored. Opening the link changes nothing (mail
    scanners follow links); a button on the page that it shows opens the door.
    """

    purpose = models.CharField(max_length=32)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = PassQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="passes_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} – {self.subject_type} {self.subject_id}"

    @property
    def is_valid(self) -> bool:
        """As ``PassQuerySet.valid`` says it."""
        return self.revoked_at is None and self.expires_at > clock.now()
