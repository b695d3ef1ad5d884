"""The words for topics: a team writes its own, the library says ours where both mean the same."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from i18nfield.strings import LazyI18nString

from scharnier.foundation.questions.shipped.wording import TOPICS


@dataclass(frozen=True)
class Topic:
    """``key`` stands in the address; ``name`` is said in the language of the reader."""

    key: str
    name: str
    number: int


LABELS = {option["value"]: option["label"] for option in TOPICS}
OURS = {
    word.casefold(): option["value"]
    for option in TOPICS
    for word in [*option["label"].values(), *option["synonyms"]]
}


def key_of(name: str) -> str:
    """The same for all words that mean one topic of the forms; any other is a topic by itself."""
    return OURS.get(name.casefold(), name.casefold())


def gathered(named: Iterable[tuple[str, int]]) -> list[Topic]:
    """The topics behind these names with their numbers, in the order of the alphabet."""
    numbers: Counter[str] = Counter()
    names: dict[str, str] = {}
    for name, number in named:
        key = key_of(name)
        numbers[key] += number
        names[key] = str(LazyI18nString(LABELS[key])) if key in LABELS else capfirst(name)
    found = [Topic(key, names[key], numbers[key]) for key in names]
    return sorted(found, key=lambda topic: topic.name.casefold())
