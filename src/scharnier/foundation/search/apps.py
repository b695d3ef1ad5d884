from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "scharnier.foundation.search"
