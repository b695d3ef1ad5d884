from django.urls import path

from scharnier.foundation.outbox import views

app_name = "outbox"

urlpatterns = [
    path("", views.mails, name="mails"),
    path("freigeben/", views.release, name="release"),
    path("<int:pk>/", views.mail, name="mail"),
    path("<int:pk>/bearbeiten/", views.edit, name="edit"),
    path("<int:pk>/verwerfen/", views.discard, name="discard"),
    path("<int:pk>/erneut/", views.retry, name="retry"),
    path("<int:pk>/klaeren/", views.settle, name="settle"),
]
