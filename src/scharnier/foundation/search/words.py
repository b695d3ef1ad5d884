"""From text to the words that are compared.

Stems by Snowball (M. F. Porter, "Snowball: a language for stemming algorithms", 2001)
for German and English; a word is kept under both, so that nobody has to say in which
language a text is. Umlauts are folded as people type them without: ä → a, ß → ss.
"""

import re
import unicodedata

import snowballstemmer

_STEMMERS = [snowballstemmer.stemmer(language) for language in ("german", "english")]
_WORD = re.compile(r"[^\W_]+")
LONGEST_QUERY = 200


def fold(text: str) -> str:
    """Lower case without accents: ``"Größe"`` → ``"grosse"``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The stems of a text, in order, each as often as it occurs.

    >>> words_of("Bestellungen für die Werkstätten")
    ['bestell', 'bestellungen', 'fur', 'die', 'werkstatt', 'werkstatten']
    """
    found: list[str] = []
    for word in _WORD.findall(text.casefold()):
        found.extend(stems_of(word))
    return found


def stems_of(word: str) -> list[str]:
    """The different stems of one word, the German one first."""
    return list(dict.fromkeys(fold(stemmer.stemWord(word)) for stemmer in _STEMMERS))


def question_of(query: str) -> list[list[str]]:
    """What a person asked: every word must be found, by any of its stems."""
    return [stems_of(word) for word in _WORD.findall(query[:LONGEST_QUERY].casefold())]
