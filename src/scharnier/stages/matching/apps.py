from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "scharnier.stages.matching"
