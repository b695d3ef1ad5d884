from django.apps import AppConfig

from scharnier.foundation.outbox.verbs import VERBS
from scharnier.foundation.trail import verbs


class OutboxConfig(AppConfig):
    name = "scharnier.foundation.outbox"

    def ready(self) -> None:
        verbs.register(VERBS)
