from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.jobs import titles
from scharnier.foundation.trail import verbs
from scharnier.stages.applications.states import VERBS


class ApplicationsConfig(AppConfig):
    name = "scharnier.stages.applications"

    def ready(self) -> None:
        verbs.register(VERBS)
        titles.register({"applications.import": _("Import %(subject)s")})
        import_module("scharnier.stages.applications.entrances")
        import_module("scharnier.stages.applications.deadlines")
        import_module("scharnier.stages.applications.begun")
        import_module("scharnier.stages.applications.document")
