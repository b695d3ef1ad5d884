from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "scharnier.stages.calls"
