from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "scharnier.foundation.people"
