"""What the answers of the shipped forms say about firms and people, by the keys of the questions.

A lead may build other forms. Questions with these keys then still fill the same places;
what is not asked stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scharnier.foundation.organisations.models import HeadcountClass, OrganisationType
from scharnier.foundation.people.models import Submarket
from scharnier.foundation.places import Place
from scharnier.stages.calls.models import Side

NAME = {
    Side.ORGANISATION: ("org_name", "name"),
    Side.CREATIVE: ("studio", "artist_name", "name", "contact_name"),
}
PLACE = ("municipality", "place")
CONTACT = {
    "name": ("contact_name",),
    "email": ("email", "contact_email"),
    "phone": ("phone", "contact_phone"),
}
NAMING = {*NAME[Side.ORGANISATION], *NAME[Side.CREATIVE], *PLACE, "district"}

# Of the two models: field → question.
ORGANISATION = {
    "type": "org_type",
    "legal_form": "legal_form",
    "street": "street",
    "postal_code": "postal_code",
    "nace_code": "nace_section",
    "headcount_class": "headcount_class",
}
PROFILE = {
    "studio": "studio",
    "legal_form": "legal_form",
    "submarket": "submarket",
    "further_submarkets": "further_submarkets",
    "skills": "skills",
    "about": "better_than_others",
    "hours_per_month": "hours_month",
    "radius_km": "radius_km",
    "works_online": "meet_online",
    "languages": "languages",
}
CHOICES = {
    "type": OrganisationType.values,
    "headcount_class": HeadcountClass.values,
    "submarket": Submarket.values,
}

# Asked once and offered again in the next round: what a firm or a person is.
REUSABLE = {
    *NAMING,
    *ORGANISATION.values(),
    *PROFILE.values(),
    *(key for keys in CONTACT.values() for key in keys),
    "contact_position",
    "references",
    "methods",
    "tools",
}
CONSENTS = {
    "privacy_ack": "privacy",
    "newsletter": "newsletter",
    "publish_profile": "directory",
    "portrait_consent": "portrait",
}


@dataclass(frozen=True)
class Facts:
    """Read from answers by key; everything empty that was not said."""

    name: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    place: Place = field(default_factory=lambda: Place(""))
    organisation: Mapping[str, object] = field(default_factory=dict)
    profile: Mapping[str, object] = field(default_factory=dict)

    @property
    def municipality(self) -> str:
        return self.place.name

    @property
    def district(self) -> str:
        return self.place.district


def facts_of(side: str, values: Mapping[str, object]) -> Facts:
    """What these answers (``questions.queries.values``) say."""
    place = _first(values, PLACE) or {}
    return Facts(
        name=str(_first(values, NAME[Side(side)]) or ""),
        contact=str(_first(values, CONTACT["name"]) or ""),
        email=str(_first(values, CONTACT["email"]) or ""),
        phone=str(_first(values, CONTACT["phone"]) or ""),
        place=Place(place.get("name", ""), place.get("ags", ""), place.get("district", ""))
        if isinstance(place, dict)
        else Place(str(place)),
        organisation=_fields(ORGANISATION, values),
        profile=_fields(PROFILE, values),
    )


def _first(values: Mapping[str, object], keys: tuple[str, ...]) -> object:
    return next((values[key] for key in keys if values.get(key) not in (None, "")), None)


def _fields(table: Mapping[str, str], values: Mapping[str, object]) -> dict[str, object]:
    """The fields that were answered with something the model can hold."""
    found = {name: values[key] for name, key in table.items() if key in values}
    return {
        name: value
        for name, value in found.items()
        if name not in CHOICES or value in CHOICES[name]
    }
