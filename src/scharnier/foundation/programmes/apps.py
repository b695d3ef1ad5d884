from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "scharnier.foundation.programmes"
