from django.apps import AppConfig


class BlueprintsConfig(AppConfig):
    name = "scharnier.stages.blueprints"
