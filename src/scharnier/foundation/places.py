"""Where things are: municipalities with a centre, and the districts of Saxony.

The table of Saxony is committed (© GeoBasis-DE / BKG 2016, GeoNutzV, changed; made by
``tools/places.py``). Further tables with the same columns are added by the command
``add_places`` and lie in ``SCHARNIER_DATA_DIR/places``.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, hypot, radians
from pathlib import Path

from django.conf import settings

SHIPPED = Path(__file__).parent / "data" / "municipalities-saxony.csv"
COLUMNS = ("ags", "name", "district", "latitude", "longitude", "former_names")

# The plane of ``xy_100m`` touches the earth here, in the middle of Saxony.
ORIGIN_LATITUDE, ORIGIN_LONGITUDE = 51.0, 13.3
HECTOMETRES_PER_DEGREE = 1111.95


@dataclass(frozen=True)
class District:
    """A district or an independent city by its official key and its NUTS-3 code."""

    ags: str
    name: str
    nuts: str

    def __str__(self) -> str:
        return self.name


DISTRICTS = (
    District("14511", "Chemnitz", "DED41"),
    District("14521", "Erzgebirgskreis", "DED42"),
    District("14522", "Mittelsachsen", "DED43"),
    District("14523", "Vogtlandkreis", "DED44"),
    District("14524", "Zwickau", "DED45"),
    District("14612", "Dresden", "DED21"),
    District("14625", "Bautzen", "DED2C"),
    District("14626", "Görlitz", "DED2D"),
    District("14627", "Meißen", "DED2E"),
    District("14628", "Sächsische Schweiz-Osterzgebirge", "DED2F"),
    District("14713", "Leipzig (Stadt)", "DED51"),
    District("14729", "Leipzig (Landkreis)", "DED52"),
    District("14730", "Nordsachsen", "DED53"),
)
_DISTRICTS = {district.ags: district for district in DISTRICTS}


@dataclass(frozen=True)
class Place:
    """A municipality. Unknown ones have a name, no key, perhaps a district, and no centre."""

    name: str
    ags: str = ""
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None
    former_names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name

    @property
    def is_known(self) -> bool:
        return bool(self.ags)

    @property
    def xy_100m(self) -> tuple[int, int] | None:
        """The centre in a plane, in units of 0.1 km; None if the place is unknown."""
        if self.latitude is None or self.longitude is None:
            return None
        east = (self.longitude - ORIGIN_LONGITUDE) * cos(radians(ORIGIN_LATITUDE))
        north = self.latitude - ORIGIN_LATITUDE
        return round(east * HECTOMETRES_PER_DEGREE), round(north * HECTOMETRES_PER_DEGREE)


def district(ags: str) -> District | None:
    """The district with this key; a municipality's key will do as well."""
    return _DISTRICTS.get(ags[:5])


def get(ags: str) -> Place | None:
    """The municipality with this official key."""
    return _table().by_ags.get(ags)


def find(text: str, *, district: str = "") -> Place | None:
    """The one municipality that people mean by ``text``, or None.

    Case, umlauts spelt out, a postcode before the name and an addition after it do not
    matter: “schwarzenberg” is Schwarzenberg/Erzgeb. If several bear the name, the one
    written exactly so wins, else the one in ``district`` (or in a district named in the
    text), else none (see ``candidates``). A text that names a district's key, such as
    “Musterstadt (fiktiv, 14521)”, always gives a place; if nobody knows it there, it is
    an unknown place of that district.
    """
    spoken = _without_remarks(text)
    within = district or _district_in(text)
    found = candidates(spoken)
    if within:
        inside = [place for place in found if place.district == within]
        if inside or _district_in(text):
            return inside[0] if len(inside) == 1 else Place(name=spoken, district=within)
    exact = [place for place in found if fold(place.name) == fold(spoken)]
    alike = [place for place in found if _same_addition(fold(place.name), fold(spoken))]
    for choice in (exact, alike, found):
        if len(choice) == 1:
            return choice[0]
    return None


def candidates(text: str) -> list[Place]:
    """All municipalities that may be meant by ``text``, by name."""
    table = _table()
    spoken = fold(_without_remarks(text))
    return table.by_name.get(spoken) or table.by_name.get(_stem(spoken)) or []


def suggest(prefix: str, *, limit: int = 8) -> list[Place]:
    """Municipalities whose name (or former name, or a word of it) begins with ``prefix``."""
    begun = fold(_without_remarks(prefix))
    if not begun:
        return []
    hits = [
        (not name.startswith(begun), place.name, place)
        for place in _table().by_ags.values()
        for name in [fold(place.name)]
        if any(
            word.startswith(begun)
            for called in (name, *map(fold, place.former_names))
            for word in (called, *called.split())
        )
    ]
    return [place for *_order, place in sorted(hits, key=lambda hit: hit[:2])[:limit]]


def all_names() -> list[str]:
    """Every municipality's name once, for a list of suggestions."""
    return _table().names


def in_district(ags: str) -> list[Place]:
    """All municipalities of the district with this key, by name."""
    return sorted((p for p in _table().by_ags.values() if p.district == ags), key=lambda p: p.name)


def distance_km(one: Place, other: Place) -> float | None:
    """As the crow flies between two centres; None if one of them is unknown."""
    here, there = one.xy_100m, other.xy_100m
    if here is None or there is None:
        return None
    return hypot(here[0] - there[0], here[1] - there[1]) / 10


def read(path: Path) -> list[Place]:
    """The places of a table. Raises ValueError naming the line that cannot be read."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = set(COLUMNS) - {"former_names"} - set(rows.fieldnames or ())
        if missing:
            raise ValueError(f"{path.name} lacks the columns {', '.join(sorted(missing))}.")
        return [_place(row, f"{path.name}, line {rows.line_num}") for row in rows]


def _place(row: dict[str, str], where: str) -> Place:
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except (TypeError, ValueError) as error:
        raise ValueError(f"{where}: latitude and longitude must be numbers.") from error
    if not (
        row["ags"].isdigit()
        and row["name"].strip()
        and -90 <= latitude <= 90
        and -180 <= longitude <= 180
    ):
        raise ValueError(f"{where}: the key must be digits, the name filled, the degrees possible.")
    former = tuple(filter(None, (row.get("former_names") or "").split(";")))
    return Place(
        row["name"].strip(),
        row["ags"],
        row["district"] or row["ags"][:5],
        latitude,
        longitude,
        former,
    )


_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ADDITION = re.compile(r"(?:/| (?:i|im|in|a|am|an|b|bei|ob|o)\b).*")
_LINKS = {"im", "in", "an", "am", "der", "ob", "bei"}
# Words that people put behind a name where the official name has another form of them.
_ADDITIONS = re.compile(
    r" (?:erzgeb|erzgebirge|sa|sachs|sachsen|vogtl|vogtland|ol|oberlausitz|sachs schw|ot .*)$"
)


@lru_cache(maxsize=4096)  # the names of places and the words of options, again and again
def fold(name: str) -> str:
    """The name as it is compared: lower case, umlauts spelt out, no accents and no marks."""
    spelt = unicodedata.normalize("NFC", name).casefold().translate(_SPELT_OUT)
    plain = "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))
    return " ".join(
        re.sub(r"[^a-z0-9/ ]", " ", plain.replace("/", " / ").replace(".", " ")).split()
    )


def _stem(folded: str) -> str:
    """A folded name without its addition: “schwarzenberg / erzgeb” → “schwarzenberg”."""
    return _ADDITIONS.sub("", _ADDITION.sub("", folded).strip()).strip()


def _same_addition(one: str, other: str) -> bool:
    """Whether “oelsnitz / erzgeb” and “oelsnitz im erzgebirge” add the same to the name."""
    added = [
        [
            word
            for word in name.replace("o l", "oberlausitz").split()[1:]
            if len(word) > 1 and word not in _LINKS
        ]
        for name in (one, other)
    ]
    return any(a.startswith(b) or b.startswith(a) for a in added[0] for b in added[1])


def _without_remarks(text: str) -> str:
    """The text without a postcode before it and brackets after it."""
    text = re.sub(r"\([^)]*\)?", " ", text[:200])
    text = re.sub(r"^\s*(?:D[- ])?\d{5}\b", " ", text)
    return " ".join(text.split()).strip(" ,;")


def _district_in(text: str) -> str:
    """The key of a district that stands in the text."""
    return next((key for key in re.findall(r"\b\d{5}\b", text[:200]) if key in _DISTRICTS), "")


@dataclass(frozen=True)
class _Table:
    by_ags: dict[str, Place]
    by_name: dict[str, list[Place]]
    names: list[str]


@cache
def _table() -> _Table:
    by_ags = {place.ags: place for path in _paths() for place in read(path)}
    by_name = defaultdict(dict)
    for place in by_ags.values():
        for called in (place.name, *place.former_names):
            for key in {fold(called), _stem(fold(called))} - {""}:
                by_name[key][place.ags] = place
    ordered = {key: sorted(found.values(), key=lambda p: p.name) for key, found in by_name.items()}
    return _Table(by_ags, ordered, sorted({place.name for place in by_ags.values()}, key=fold))


def _paths() -> list[Path]:
    return [SHIPPED, *sorted(added_folder().glob("*.csv"))]


def added_folder() -> Path:
    """Where tables of other regions lie."""
    return Path(settings.DATA_DIR) / "places"


def forget() -> None:
    """Read the tables again at the next question (after a table was added)."""
    _table.cache_clear()
