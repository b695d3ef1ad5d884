from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.trail import verbs
from scharnier.foundation.web import catalogs

catalogs.merge()  # before the models, whose names are the first words that are looked up


class WebConfig(AppConfig):
    name = "scharnier.foundation.web"
    label = "web"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("scharnier.foundation.web.rules")
        verbs.register(
            {
                "legal_page.changed": _("published a new text"),
                "barrier.reported": _("reported a barrier"),
                "barrier.answered": _("answered the report"),
            }
        )
