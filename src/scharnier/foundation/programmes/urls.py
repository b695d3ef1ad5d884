from django.urls import path

from scharnier.foundation.programmes.views import owners, programme, rounds, team

app_name = "programmes"

urlpatterns = [
    path("programm/", programme.index, name="index"),
    path("programm/rollen/", team.home, name="roles"),
    path("programm/<int:pk>/", programme.detail, name="detail"),
    path("programm/<int:pk>/aendern/", programme.change, name="change"),
    path("programm/<int:pk>/farben/", programme.colours, name="colours"),
    path("programm/<int:pk>/regionen/neu/", owners.add_region, name="add_region"),
    path("programm/<int:pk>/regionen/<int:region>/", owners.change_region, name="change_region"),
    path("programm/<int:pk>/partner/neu/", owners.add_partner, name="add_partner"),
    path("programm/<int:pk>/partner/<int:owner>/", owners.change_partner, name="change_partner"),
    path(
        "programm/<int:pk>/partner/<int:owner>/entfernen/",
        owners.remove_partner,
        name="remove_partner",
    ),
    path("programm/<int:pk>/team/", team.listing, name="team"),
    path("programm/<int:pk>/team/neu/", team.grant, name="grant_role"),
    path("programm/<int:pk>/team/<int:grant>/entziehen/", team.revoke, name="revoke_role"),
    path("programm/durchgang/<int:pk>/", rounds.settings, name="round"),
]
