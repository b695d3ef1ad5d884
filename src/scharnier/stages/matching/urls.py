from django.urls import path
from django.views.generic import View

app_name = "matching"
v = View.as_view()
urlpatterns = [path("brett/<int:pk>/", v, name="board"), path("<int:pk>/", v, name="team"), path("wuensche/<int:pk>/", v, name="wishes")]
