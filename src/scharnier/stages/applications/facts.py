"""What the answers of the shipped forms say about firms and people, by the keys of the questions.

A lead may build other forms. Questions with these keys then still fill the same places;
what is not asked stays as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Model

from scharnier.foundation.organisations.models import Organisation
from scharnier.foundation.people.models import CreativeProfile
from scharnier.foundation.places import Place
from scharnier.stages.calls.models import Side

NAME = {
    Side.ORGANISATION: ("org_name", "name"),
    Side.CREATIVE: ("studio", "name"),
}
PLACE = ("municipality", "place", "address")
CONTACT = {
    "name": ("contact_name", "name"),
    "email": ("email", "contact_email"),
    "phone": ("phone", "contact_phone"),
}
# “C”, “C25” or “C25.1” at the head of what was picked or written.
NACE = re.compile(r"[A-V](?:\d{2}(?:\.\d{1,2})?)?(?=\s|$)")
NAMING = {*NAME[Side.ORGANISATION], *NAME[Side.CREATIVE], *PLACE, "district"}

# Of the two models: field → question.
ORGANISATION = {
    "type": "org_type",
    "legal_form": "legal_form",
    "street": "street",
    "postal_code": "postal_code",
    "nace_code": "nace_code",
    "headcount_class": "headcount_class",
}
PROFILE = {
    "studio": "studio",
    "legal_form": "legal_form",
    "submarket": "submarket",
    "further_submarkets": "further_submarkets",
    "skills": "skills",
    "about": "strength",
    "hours_per_month": "hours_month",
    "radius_km": "radius_km",
    "works_online": "works_online",
    "languages": "languages",
}
# Asked once and offered again in the next round: what a firm or a person is.
REUSABLE = {
    *NAMING,
    *ORGANISATION.values(),
    *PROFILE.values(),
    *(key for keys in CONTACT.values() for key in keys),
    "turnover_class",
    "balance_class",
    "linked_25",
    "linked_25_details",
    "contact_position",
    "references",
    "methods",
    "tools_today",
    "vat_status",
    "has_car",
}
# Questions for consent → the purposes they serve. The others are part of the application.
CONSENTS = {"privacy_ack": "privacy", "newsletter": "newsletter", "publish_profile": "directory"}
NEEDS_A_CONFIRMED_ADDRESS = {"newsletter", "directory"}


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
    values = _parts(values.get("address")) | dict(values)
    return Facts(
        name=str(_first(values, NAME[Side(side)]) or ""),
        contact=str(_first(values, CONTACT["name"]) or ""),
        email=str(_first(values, CONTACT["email"]) or ""),
        phone=str(_first(values, CONTACT["phone"]) or ""),
        place=Place(place.get("name", ""), place.get("ags", ""), place.get("district", ""))
        if isinstance(place, dict)
        else Place(str(place)),
        organisation=_fields(Organisation, ORGANISATION, values),
        profile=_fields(CreativeProfile, PROFILE, values),
    )


def address_in(values: Mapping[str, object]) -> str:
    """The e-mail address that these answers name."""
    return str(_first(values, CONTACT["email"]) or "").strip().lower()


def _parts(address: object) -> dict[str, object]:
    """An address in one question, as the questions that others ask for it in parts."""
    parts = address if isinstance(address, dict) else {}
    return {key: parts[key] for key in ("street", "postal_code") if parts.get(key)}


def _first(values: Mapping[str, object], keys: tuple[str, ...]) -> object:
    return next((values[key] for key in keys if values.get(key) not in (None, "")), None)


def _fields(
    model: type[Model], table: Mapping[str, str], values: Mapping[str, object]
) -> dict[str, object]:
    """The fields that were answered with something the model can hold."""
    columns, found = {column.name: column for column in model._meta.concrete_fields}, {}
    for name, key in table.items():
        column = columns[name]
        value = _as_field(name, values[key]) if key in values else None
        too_long = isinstance(value, str) and column.max_length and len(value) > column.max_length
        unknown = column.choices and value not in dict(column.choices)
        if value is not None and not too_long and not unknown:
            found[name] = value
    return found


def _as_field(name: str, value: object) -> object:
    if name == "works_online":
        return value != "no"
    if name == "nace_code":
        code = NACE.match(str(value))
        return code[0] if code else value
    if name in ("hours_per_month", "radius_km"):
        return int(value) if isinstance(value, int | float) else None
    return value
