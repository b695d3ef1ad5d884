from django.urls import path

from scharnier.foundation.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<int:pk>/", views.job, name="job"),
    path("<int:pk>/fortschritt/", views.progress, name="progress"),
    path("<int:pk>/anhalten/", views.stop, name="stop"),
    path("<int:pk>/erneut/", views.retry, name="retry"),
]
