from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.stages.matching.states import VERBS


class MatchingConfig(AppConfig):
    name = "scharnier.stages.matching"

    def ready(self) -> None:
        verbs.register(VERBS)
