from django.urls import path
from django.views.generic import View

app_name = "challenges"
v = View.as_view()
urlpatterns = [path("<int:pk>/", v, name="detail")]
