from importlib import import_module

from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.foundation.web import panels
from scharnier.stages.projects.states import VERBS


class ProjectsConfig(AppConfig):
    name = "scharnier.stages.projects"

    def ready(self) -> None:
        queries = import_module("scharnier.stages.projects.queries")  # needs the models
        import_module("scharnier.stages.projects.entrances")
        verbs.register(VERBS)
        import_module(f"{self.name}.overtaken")  # judges of held letters
        panels.register("team", queries.project_panel, "projects/_project_panel.html")
        panels.register(
            "left team", queries.own_vouchers_panel, "projects/_own_vouchers_panel.html"
        )
