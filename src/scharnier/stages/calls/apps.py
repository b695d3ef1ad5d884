from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.foundation.web import sitemap
from scharnier.stages.calls.states import VERBS


class CallsConfig(AppConfig):
    name = "scharnier.stages.calls"

    def ready(self) -> None:
        verbs.register(VERBS)
        sitemap.register(self.public_addresses)

    def public_addresses(self) -> list[str]:
        """What search engines may know of this stage."""
        return [call.get_absolute_url() for call in self.get_model("Call").objects.public()]
