from importlib import import_module

from django.apps import AppConfig

from scharnier.stages.applications import standing


class DeskConfig(AppConfig):
    name = "scharnier.desk"

    def ready(self) -> None:
        standing.register(import_module("scharnier.desk.standing").standing_of)  # needs the models
