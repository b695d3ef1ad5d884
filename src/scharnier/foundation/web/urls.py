from django.urls import path

from scharnier.foundation.web.views import preferences

app_name = "web"
urlpatterns = [
    path("language/", preferences.language, name="language"),
    path("scheme/", preferences.scheme, name="scheme"),
]
