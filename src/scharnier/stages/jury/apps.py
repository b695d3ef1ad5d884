from importlib import import_module

from django.apps import AppConfig
from django.urls import reverse

from scharnier.foundation.people import doors
from scharnier.foundation.trail import verbs
from scharnier.foundation.web import panels
from scharnier.stages.challenges import decided
from scharnier.stages.jury.states import VERBS


class JuryConfig(AppConfig):
    name = "scharnier.stages.jury"

    def ready(self) -> None:
        results = import_module("scharnier.stages.jury.queries.verdicts")  # needs the models
        verbs.register(VERBS)
        import_module(f"{self.name}.overtaken")  # judges of held letters
        doors.register("jury", lambda day: reverse("jury:juror", args=[day.pk]))
        decided.register(results.is_decided)
        panels.register("team", results.verdict_panel, "jury/_verdict_panel.html")
