from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.stages.blueprints.states import VERBS


class BlueprintsConfig(AppConfig):
    name = "scharnier.stages.blueprints"

    def ready(self) -> None:
        verbs.register(VERBS)
