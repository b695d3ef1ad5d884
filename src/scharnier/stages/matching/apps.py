from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.jobs import titles
from scharnier.foundation.trail import verbs
from scharnier.foundation.web import panels
from scharnier.stages.matching.states import VERBS


class MatchingConfig(AppConfig):
    name = "scharnier.stages.matching"

    def ready(self) -> None:
        verbs.register(VERBS)
        titles.register({"matching.propose": _("Propose teams")})
        import_module(f"{self.name}.overtaken")  # judges of held letters
        queries = import_module("scharnier.stages.matching.queries")
        import_module("scharnier.stages.matching.mails")  # new links for old ones
        for place in ("events.organise", "events.invite"):
            panels.register(place, queries.invitation_panel, "matching/_invite_panel.html")
        panels.register("application", queries.team_panel, "matching/_team_panel.html")
