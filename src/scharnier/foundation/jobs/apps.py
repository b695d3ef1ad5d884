from django.apps import AppConfig

from scharnier.foundation.jobs.verbs import VERBS
from scharnier.foundation.trail import verbs


class JobsConfig(AppConfig):
    name = "scharnier.foundation.jobs"

    def ready(self) -> None:
        verbs.register(VERBS)
