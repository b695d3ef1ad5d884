from importlib import import_module

from django.apps import AppConfig

from scharnier.stages.applications import standing


class DeskConfig(AppConfig):
    name = "scharnier.desk"

    def ready(self) -> None:
        known = import_module("scharnier.desk.standing")  # needs the models
        standing.register(known.standing_of, known.binds)
        standing.register_for_the_team(import_module("scharnier.desk.stands").words_of)
