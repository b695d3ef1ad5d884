from django.urls import path

from scharnier.desk.views import home, rounds

app_name = "desk"

urlpatterns = [
    path("", home.front, name="front"),
    path("heute/", home.home, name="home"),
    path("durchgaenge/", rounds.listing, name="rounds"),
    path("durchgaenge/<int:pk>/", rounds.detail, name="round"),
    path("durchgaenge/<int:pk>/geld.csv", rounds.money, name="money"),
    path("durchgaenge/<int:pk>/<slug:name>/", rounds.step, name="step"),
]
