from django.urls import path

from scharnier.foundation.files import views

app_name = "files"

urlpatterns = [
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/klein/", views.thumbnail, name="thumbnail"),
]
