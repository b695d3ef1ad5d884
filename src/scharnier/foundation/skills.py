"""What creatives can do: one list of skills for forms, import, directory and matching.

Every skill has a name in both languages, the submarkets it is at home in and the words
that people use for it. A narrower skill names its ``broader`` one: whoever does product
photography does photography. Words that nobody knows are kept as free additions.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from scharnier.foundation.places import fold

TABLE = Path(__file__).parent / "data" / "skills.csv"


@dataclass(frozen=True)
class Skill:
    key: str
    de: str
    en: str
    submarkets: tuple[str, ...]
    synonyms: tuple[str, ...]
    broader: str = ""

    def __str__(self) -> str:
        return self.en if (get_language() or "de").startswith("en") else self.de


def _read(path: Path) -> tuple[Skill, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Skill(
                key=row["key"],
                de=row["de"],
                en=row["en"],
                submarkets=tuple(row["submarkets"].split()),
                synonyms=tuple(filter(None, row["synonyms"].split(";"))),
                broader=row["broader"],
            )
            for row in csv.DictReader(file)
        )


SKILLS = _read(TABLE)
_BY_KEY = {skill.key: skill for skill in SKILLS}

# What a topic of an organisation calls for if it names no skill itself: the default of
# a round's table, by the values of the question ``topic_tags``.
IMPLIED_BY_TOPIC = {
    "sales": ("online_shop", "photography"),
    "booking": ("booking_flows", "ux"),
    "processes": ("service_design", "process_workshops"),
    "knowledge": ("onboarding", "manuals"),
    "staff": ("short_film", "social_media"),
    "communication": ("texts", "social_media"),
    "product": ("ar_vr", "scan_3d"),
    "data": ("databases", "interfaces"),
    "networking": ("facilitation", "newsletter"),
}


def get(key: str) -> Skill | None:
    return _BY_KEY.get(key)


def find(text: str) -> Skill | None:
    """The skill that people mean by ``text``: its key, its name or a word for it."""
    return _BY_KEY.get(text.strip()) or _by_word().get(_word(text))


def in_submarket(submarket: str) -> list[Skill]:
    return [skill for skill in SKILLS if submarket in skill.submarkets]


def with_broader(key: str) -> list[str]:
    """The skill and everything that it includes: ``product_photo`` and ``photography``."""
    line, skill = [], _BY_KEY.get(key)
    while skill is not None and skill.key not in line:
        line.append(skill.key)
        skill = _BY_KEY.get(skill.broader)
    return line or [key]


def implied_by(topics: list[str], table: dict[str, tuple[str, ...]] | None = None) -> list[str]:
    """The skills that these topics call for, each once, in the order of the topics."""
    rows = IMPLIED_BY_TOPIC if table is None else table
    return list(dict.fromkeys(key for topic in topics for key in rows.get(topic, ())))


def _word(text: str) -> str:
    """A word as it is compared: without marks, hyphens and the difference of case."""
    return re.sub(r"[^a-z0-9+#]", "", fold(text[:200].replace("°", " grad")))


@cache
def _by_word() -> dict[str, Skill]:
    found: dict[str, Skill] = {}
    for skill in SKILLS:
        for name in (skill.de, skill.en):
            found.setdefault(_word(name), skill)
    for skill in SKILLS:
        for synonym in skill.synonyms:
            found.setdefault(_word(synonym), skill)
    return found
