from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.trail import verbs


class FilesConfig(AppConfig):
    name = "scharnier.foundation.files"

    def ready(self) -> None:
        verbs.register(
            {
                "file.stored": _("uploaded"),
                "file.discarded": _("deleted the file"),
                "file.scanned": _("checked the file"),
                "file.previewed": _("drew a small picture of"),
            }
        )
