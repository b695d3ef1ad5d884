"""What goes with a mail without being stored: made when the mail leaves, by the worker.

A later app registers a maker for one of its templates in ``AppConfig.ready()``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scharnier.foundation.outbox.models import Mail


@dataclass(frozen=True)
class Enclosure:
    name: str
    content: bytes
    content_type: str


Maker = Callable[[Mail], list[Enclosure]]
_makers: dict[str, Maker] = {}


def register(template: str, maker: Maker) -> None:
    """Let ``maker(mail)`` say what goes with every mail of ``template``."""
    _makers[template] = maker


def of(mail: Mail) -> list[Enclosure]:
    """What goes with this mail beside its stored attachments."""
    maker = _makers.get(mail.template)
    return maker(mail) if maker else []
