from importlib import import_module

from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.foundation.web import panels
from scharnier.stages.reviews.states import VERBS


class ReviewsConfig(AppConfig):
    name = "scharnier.stages.reviews"

    def ready(self) -> None:
        deciding = import_module("scharnier.stages.reviews.queries.deciding")  # needs the models
        verbs.register(VERBS)
        import_module(f"{self.name}.overtaken")  # judges of held letters
        panels.register("application", deciding.decision_panel, "reviews/_decision_panel.html")
