from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "scharnier.stages.projects"
