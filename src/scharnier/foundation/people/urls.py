from django.urls import path

from scharnier.foundation.people import views

app_name = "people"

urlpatterns = [
    path("link/neu/", views.pass_needed, name="pass_needed"),
    path("link/<str:token>/", views.open_pass, name="pass"),
]
