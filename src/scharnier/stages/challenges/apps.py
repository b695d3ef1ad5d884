from importlib import import_module

from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.foundation.web import panels
from scharnier.stages.challenges.states import VERBS


class ChallengesConfig(AppConfig):
    name = "scharnier.stages.challenges"

    def ready(self) -> None:
        verbs.register(VERBS)
        import_module(f"{self.name}.overtaken")  # judges of held letters
        queries = import_module("scharnier.stages.challenges.queries")
        import_module("scharnier.stages.challenges.mails")  # new links for old ones
        panels.register("team", queries.team_panel, "challenges/_team_panel.html")
