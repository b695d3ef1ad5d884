from collections.abc import Iterable
from importlib import import_module

from django.apps import AppConfig
from django.urls import reverse

from scharnier.foundation.trail import verbs
from scharnier.foundation.web import panels, sitemap
from scharnier.stages.blueprints.states import VERBS


class BlueprintsConfig(AppConfig):
    name = "scharnier.stages.blueprints"

    def ready(self) -> None:
        queries = import_module("scharnier.stages.blueprints.queries")  # needs the models
        import_module("scharnier.stages.blueprints.entrances")
        verbs.register(VERBS)
        panels.register("project", queries.blueprint_panel, "blueprints/_blueprint_panel.html")
        sitemap.register(self.public_addresses)

    def public_addresses(self) -> Iterable[str]:
        shown = self.get_model("Blueprint")._default_manager.public()
        return [reverse("blueprints:library"), *(one.get_absolute_url() for one in shown)]
