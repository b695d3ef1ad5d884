from django.apps import AppConfig

from scharnier.foundation.trail import verbs
from scharnier.stages.projects.states import VERBS


class ProjectsConfig(AppConfig):
    name = "scharnier.stages.projects"

    def ready(self) -> None:
        verbs.register(VERBS)
