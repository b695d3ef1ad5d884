from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "scharnier.foundation.organisations"
