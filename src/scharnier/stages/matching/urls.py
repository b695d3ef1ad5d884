from django.urls import path, re_path

from scharnier.stages.matching.views import (
    boards,
    inviting,
    moving,
    offering,
    proposing,
    teams,
    wishing,
)

app_name = "matching"

urlpatterns = [
    path("", boards.listing, name="listing"),
    path("<int:pk>/", teams.team, name="team"),
    path("<int:pk>/antwort/<int:application>/", teams.answer_for, name="answer_for"),
    path("<int:pk>/begleitung/", teams.agent, name="agent"),
    path("<int:pk>/anbieten/", offering.offer, name="offer"),
    path("<int:pk>/zuruecknehmen/", offering.take_back, name="take_back"),
    path("<int:pk>/aufloesen/", offering.dissolve, name="dissolve"),
    path("<int:pk>/ersetzen/", offering.replace, name="replace"),
    path("brett/<int:pk>/", boards.board, name="board"),
    re_path(
        r"^brett/(?P<pk>\d+)/(?P<verb>close_wishes|reopen|close)/$",
        boards.step,
        name="step",
    ),
    path("brett/<int:pk>/anwesend/", boards.presence, name="presence"),
    path("brett/<int:pk>/anwesend/<int:participant>/", boards.check, name="check"),
    path("brett/<int:pk>/anwesenheit/", boards.attendance, name="attendance"),
    path("brett/<int:pk>/verschieben/<int:creative>/", moving.move, name="move"),
    path("brett/<int:pk>/kosten/<int:creative>/", moving.costs, name="costs"),
    path("brett/<int:pk>/rueckgaengig/", moving.undo, name="undo"),
    path("brett/<int:pk>/paar/", moving.pair, name="pair"),
    path("brett/<int:pk>/vorschlagen/", proposing.propose, name="propose"),
    path("brett/<int:pk>/vorschlag/<int:proposal>/", proposing.proposal, name="proposal"),
    path("brett/<int:pk>/vorschlag/<int:proposal>/weg/", proposing.discard, name="discard"),
    path("brett/<int:pk>/anbieten/", offering.offer_all, name="offer_all"),
    path("brett/<int:pk>/wuensche/", wishing.overview, name="wish_overview"),
    path("brett/<int:pk>/wuensche/oeffnen/", inviting.open_wishes, name="open_wishes"),
    path("auftakt/<int:event>/einladen/", inviting.invite_accepted, name="invite"),
    path("wuensche/<int:pk>/", wishing.wishes, name="wishes"),
]
