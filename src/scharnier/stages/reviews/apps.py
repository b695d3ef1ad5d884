from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "scharnier.stages.reviews"
