from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "scharnier.foundation.jobs"
