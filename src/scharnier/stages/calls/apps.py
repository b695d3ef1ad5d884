from importlib import import_module
from typing import Protocol

from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.foundation.web import panels, sitemap
from scharnier.stages.calls.states import VERBS


class CallsConfig(AppConfig):
    name = "scharnier.stages.calls"

    def ready(self) -> None:
        verbs.register(VERBS)
        sitemap.register(self.public_addresses)
        panels.register("programmes.rounds", round_to_set_up, "calls/_set_up.html")

    def public_addresses(self) -> list[str]:
        """What search engines may know of this stage."""
        models = import_module(f"{self.name}.models")
        return [call.get_absolute_url() for call in models.Call.objects.public()]


class MayAsk(Protocol):
    """Somebody who is allowed something, or not."""

    def has_perm(self, permission: str, subject: object, /) -> bool: ...


def round_to_set_up(person: MayAsk, programme: object) -> dict | None:
    """A button on the page of a programme, for who may use it."""
    return {} if person.has_perm("programmes.create_round", programme) else None
