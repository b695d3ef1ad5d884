from importlib import import_module

from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.foundation.web import sitemap
from scharnier.stages.events.states import VERBS


class EventsConfig(AppConfig):
    name = "scharnier.stages.events"

    def ready(self) -> None:
        verbs.register(VERBS)
        import_module(f"{self.name}.overtaken")  # judges of held letters
        import_module(f"{self.name}.entrances")
        sitemap.register(self.public_addresses)

    def public_addresses(self) -> list[str]:
        models = import_module(f"{self.name}.models")
        return [event.get_absolute_url() for event in models.Event.objects.public()]
