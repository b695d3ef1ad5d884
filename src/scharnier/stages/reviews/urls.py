from django.urls import path

from scharnier.stages.reviews.views import assigning, checking, deciding, ranking, reviewing, rounds

app_name = "reviews"

urlpatterns = [
    path("", rounds.home, name="home"),
    path("<int:pk>/", rounds.round_page, name="round"),
    path("<int:pk>/vorbereiten/", rounds.prepare, name="prepare"),
    path("<int:pk>/pruefpunkte/", rounds.reasons, name="reasons"),
    path("<int:pk>/pruefpunkte/neu/", rounds.add_reason, name="add_reason"),
    path("pruefpunkte/<int:pk>/", rounds.change_reason, name="change_reason"),
    path("pruefpunkte/<int:pk>/streichen/", rounds.drop_reason, name="drop_reason"),
    path("<int:pk>/pruefung/", checking.next_check, name="next_check"),
    path("bewerbung/<int:pk>/pruefung/", checking.check, name="check"),
    path("bewerbung/<int:pk>/", deciding.application, name="application"),
    path("bewerbung/<int:pk>/zuweisen/", assigning.assign, name="assign"),
    path("bewerbung/<int:pk>/entscheiden/", deciding.decide, name="decide"),
    path("bewerbung/<int:pk>/nachruecken/", deciding.promote, name="promote"),
    path("bewerbung/<int:pk>/befangen/", deciding.declare_conflict, name="organiser_conflict"),
    path("<int:pk>/verteilung/", assigning.spread, name="spread"),
    path("<int:pk>/verteilung/einladen/", assigning.invite, name="invite"),
    path("meine/", reviewing.queue, name="queue"),
    path("meine/weiter/", reviewing.next_one, name="next"),
    path("lesen/<int:pk>/", reviewing.review, name="review"),
    path("lesen/<int:pk>/beginnen/", reviewing.begin, name="begin"),
    path("lesen/<int:pk>/punkte/", reviewing.score, name="score"),
    path("lesen/<int:pk>/abgeben/", reviewing.hand_in, name="hand_in"),
    path("lesen/<int:pk>/wieder-oeffnen/", reviewing.take_back, name="take_back"),
    path("lesen/<int:pk>/befangen/", reviewing.declare_conflict, name="declare_conflict"),
    path("lesen/<int:pk>/zuruecknehmen/", assigning.unassign, name="unassign"),
    path("<int:pk>/rangliste/<str:side>/", ranking.ranking, name="ranking"),
    path(
        "<int:pk>/rangliste/<str:side>/entscheiden/", ranking.decide_ranking, name="decide_ranking"
    ),
    path("<int:pk>/auswahl/<str:outcome>/", ranking.decide_many, name="decide_many"),
    path("<int:pk>/freigabe/", deciding.release, name="release"),
]
