from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from scharnier.foundation import clock


class OrganisationType(models.TextChoices):
    COMPANY = "company", pgettext_lazy("organisation type", "Company")
    ASSOCIATION = "association", pgettext_lazy("organisation type", "Association")
    MUNICIPALITY = "municipality", pgettext_lazy("organisation type", "Municipality")
    CULTURE = "culture", pgettext_lazy("organisation type", "Cultural institution")
    EDUCATION = "education", pgettext_lazy("organisation type", "Education")
    OTHER = "other", pgettext_lazy("organisation type", "Other")


class HeadcountClass(models.TextChoices):
    """Staff in annual work units, by the classes of Recommendation 2003/361/EC."""

    ONE = "1", "1"
    MICRO = "2-9", "2–9"
    SMALL = "10-49", "10–49"
    MEDIUM = "50-249", "50–249"
    LARGE = "250+", "250+"


class Organisation(models.Model):
    """A firm, association, municipality, museum or school that takes part or carries a programme.

    ``municipality`` is the name as given; ``ags`` its official key where the places
    table knows it, else empty.
    """

    name = models.CharField(_("Name"), max_length=200)
    type = models.CharField(
        _("Kind of organisation"),
        max_length=16,
        choices=OrganisationType,
        default=OrganisationType.COMPANY,
    )
    legal_form = models.CharField(_("Legal form"), max_length=80, blank=True)
    street = models.CharField(_("Street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("Postcode"), max_length=10, blank=True)
    municipality = models.CharField(_("Place"), max_length=120, blank=True)
    ags = models.CharField(max_length=8, blank=True)
    district = models.CharField(_("District"), max_length=5, blank=True)
    nace_version = models.CharField(max_length=8, default="2.1")
    nace_code = models.CharField(_("Industry"), max_length=8, blank=True)
    headcount_class = models.CharField(
        _("Employees"), max_length=8, choices=HeadcountClass, blank=True
    )
    is_undertaking = models.BooleanField(_("Economic activity"), default=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["name"], name="organisations_by_name"),
            # Whoever hands in is looked for among the firms of the place.
            models.Index(fields=["municipality"], name="organisations_by_place"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person who speaks for an organisation, and as what (``position``)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    position = models.CharField(_("Position"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], name="a_person_speaks_once_for_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"
