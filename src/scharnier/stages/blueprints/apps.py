from importlib import import_module

from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.foundation.web import panels, sitemap
from scharnier.stages.blueprints.states import VERBS


class BlueprintsConfig(AppConfig):
    name = "scharnier.stages.blueprints"

    def ready(self) -> None:
        queries = import_module("scharnier.stages.blueprints.queries")  # needs the models
        entrances = import_module("scharnier.stages.blueprints.entrances")
        verbs.register(VERBS)
        import_module(f"{self.name}.overtaken")  # judges of held letters
        panels.register("calls.closed", queries.left_by_panel, "blueprints/_left_by_panel.html")
        panels.register("project", queries.blueprint_panel, "blueprints/_blueprint_panel.html")
        sitemap.register(entrances.public_addresses)
