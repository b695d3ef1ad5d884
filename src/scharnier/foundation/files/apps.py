from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "scharnier.foundation.files"
