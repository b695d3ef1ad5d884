"""What one answer means in numbers.

Each line of the table “From answers to numbers” in ``docs/glossary.md`` is one function here.
"""

import re

from scharnier.foundation import places, skills
from scharnier.foundation.people.models import Submarket
from scharnier.stages.matching.models import Participant
from scharnier.stages.matching.queries.facts import as_words
from teaming import Mode

WEIGHTS = 100  # what the weights of an organisation's needs add up to
USUAL_LEVEL = 2

SECTORS = {submarket: number for number, submarket in enumerate(Submarket.values)}
MODES = {
    "remote": ("remote", "online", "yes", "ja", "true"),
    "hybrid": ("hybrid", "partly", "partially", "sometimes", "teils", "some", "both"),
    "onsite": ("onsite", "on_site", "no", "nein", "false"),
}
LANGUAGES = {
    "de": ("de", "german", "deutsch"),
    "en": ("en", "english", "englisch"),
    "cs": ("cs", "cz", "czech", "tschechisch"),
    "hsb": ("hsb", "dsb", "sorbian", "sorbisch"),
    "pl": ("pl", "polish", "polnisch"),
}


def needs_of(answers: dict) -> list[tuple[str, int, int]]:
    """Wanted skills as (skill, level, weight); where none are wanted, those that the topics imply."""
    wanted = skills_of(answers.get("wanted_skills"))
    if not wanted:
        topics = [as_words(topic) for topic in answers.get("topic_tags") or []]
        wanted = [(key, USUAL_LEVEL) for key in skills.implied_by(topics)]
    if not wanted:
        return []
    share, rest = divmod(WEIGHTS, len(wanted))
    return [
        (key, level, share + (rest if at == 0 else 0)) for at, (key, level) in enumerate(wanted)
    ]


def skills_of(answer: object) -> list[tuple[str, int]]:
    """Skills as (key, level), each once. A free addition is its own key, folded."""
    found: dict[str, int] = {}
    for entry in answer if isinstance(answer, list) else []:
        named = entry if isinstance(entry, dict) else {"label": str(entry)}
        known = skills.find(str(named.get("skill") or named.get("label") or ""))
        key = known.key if known else f"~{places.fold(str(named.get('label') or ''))}"
        level = named.get("level") or USUAL_LEVEL
        if key != "~":
            found[key] = max(found.get(key, 0), min(3, max(1, int(level))))
    return list(found.items())


def abilities_of(answers: dict) -> dict[str, int]:
    """A creative's skills with the broader ones: product photography is photography as well."""
    found: dict[str, int] = {}
    for key, level in skills_of(answers.get("skills")):
        for broader in skills.with_broader(key):
            found[broader] = max(found.get(broader, 0), level)
    return found


def mode_of(answer: object) -> Mode:
    """“Meet online?”: yes is remote, partly is hybrid, no is on site; nothing said is hybrid."""
    said = (
        ("yes" if answer else "no")
        if isinstance(answer, bool)
        else as_words(answer).strip().casefold()
    )
    return next((Mode(mode) for mode, words in MODES.items() if said in words), Mode.HYBRID)


def number_in(answer: object, *, default: int) -> int:
    """Hours or kilometres: a number, or the first number in “about 12”."""
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return max(0, int(answer))
    number = re.search(r"\d+", as_words(answer))
    return int(number[0]) if number else default


def languages_of(answer: object) -> tuple[str, ...]:
    """Language keys; German if nothing is said."""
    said = answer if isinstance(answer, list) else re.split(r"[;,/]", as_words(answer))
    words = [as_words(part).strip().casefold() for part in said]
    known = [
        next((key for key, names in LANGUAGES.items() if word in names), word) for word in words
    ]
    return tuple(dict.fromkeys(filter(None, known))) or ("de",)


def sectors_of(answers: dict) -> tuple[int, ...]:
    """Submarkets, the main one first."""
    said = [answers.get("submarket"), *(answers.get("further_submarkets") or [])]
    known = [SECTORS[value] for value in said if value in SECTORS]
    return tuple(dict.fromkeys(known)) or (SECTORS[Submarket.OTHER],)


def place_of(participant: Participant, answers: dict) -> places.Place:
    """The municipality, from the answer or from the application."""
    said = answers.get("municipality")
    given = said if isinstance(said, dict) else {}
    application = participant.application
    if given.get("ags") and (known := places.get(given["ags"])):
        return known
    name = given.get("name") or as_words(said) or application.municipality
    district = given.get("district") or application.district
    return places.find(name, district=district) or places.Place(name, district=district)
