from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "scharnier.foundation.questions"
