"""Keys in a mail: the links that let its reader in, hidden from whoever reads along.

A held mail is read, changed and released by other people than its reader. They see
``[Link 1]`` where the reader gets a link without login, so that nobody can act in the
reader's name by copying it.
"""

import re

from scharnier.foundation.people import passes


def hidden(text: str) -> str:
    """``text`` with ``[Link 1]``, ``[Link 2]`` … in the place of keys, the same key always alike."""
    numbers = {key: number for number, key in enumerate(_keys(text), start=1)}
    return passes.links().sub(lambda found: f"[Link {numbers[found.group()]}]", text)


def put_back(changed: str, text: str) -> str:
    """``changed``, which was written from ``hidden(text)``, with the keys of ``text`` again."""
    keys = _keys(text)

    def key(found: re.Match[str]) -> str:
        number = int(found.group(1))
        return keys[number - 1] if 0 < number <= len(keys) else found.group()

    return re.sub(r"\[Link (\d{1,3})\]", key, changed)


def _keys(text: str) -> list[str]:
    return list(dict.fromkeys(passes.links().findall(text)))
