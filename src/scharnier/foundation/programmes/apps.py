from django.apps import AppConfig

from scharnier.foundation.programmes.words import VERBS
from scharnier.foundation.trail import verbs


class ProgrammesConfig(AppConfig):
    name = "scharnier.foundation.programmes"

    def ready(self) -> None:
        verbs.register(VERBS)
