from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "scharnier.foundation.trail"
