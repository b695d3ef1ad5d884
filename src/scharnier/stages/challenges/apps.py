from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "scharnier.stages.challenges"
