from importlib import import_module

from django.apps import AppConfig

from scharnier.foundation.privacy.verbs import VERBS
from scharnier.foundation.trail import verbs


class PrivacyConfig(AppConfig):
    name = "scharnier.foundation.privacy"

    def ready(self) -> None:
        verbs.register(VERBS)
        registry = import_module(f"{self.name}.registry")
        below = import_module(f"{self.name}.foundation")
        registry.add_rules(below.RULES, below.NOT_PERSONAL)
        registry.discover()
