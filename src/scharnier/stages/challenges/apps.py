from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.stages.challenges.states import VERBS


class ChallengesConfig(AppConfig):
    name = "scharnier.stages.challenges"

    def ready(self) -> None:
        verbs.register(VERBS)
