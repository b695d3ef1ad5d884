from django.urls import path

from scharnier.stages.jury.views import days, deliberation, hearing, minutes, scoring, stage

app_name = "jury"

urlpatterns = [
    path("", days.listing, name="listing"),
    path("neu/", days.convene, name="convene"),
    path("<int:pk>/", days.day, name="day"),
    path("<int:pk>/aendern/", days.change, name="change"),
    path("<int:pk>/sitze/", days.invite, name="invite"),
    path("<int:pk>/einladen/", days.tell_jurors, name="tell_jurors"),
    path("sitze/<int:pk>/freigeben/", days.unseat, name="unseat"),
    path("<int:pk>/faelle/", days.add_case, name="add_case"),
    path("<int:pk>/reihenfolge/", days.arrange, name="arrange"),
    path("faelle/<int:pk>/streichen/", days.drop_case, name="drop_case"),
    path("<int:pk>/moderation/", hearing.moderate, name="moderate"),
    path("<int:pk>/moderation/oeffnen/", hearing.open_scoring, name="open_scoring"),
    path("<int:pk>/moderation/schliessen/", hearing.deliberate, name="deliberate"),
    path("faelle/<int:pk>/aufrufen/", hearing.call, name="call"),
    path("<int:pk>/projektor/", stage.projector, name="projector"),
    path("<int:pk>/projektor/ergebnisse/", stage.reveal, name="reveal"),
    path("<int:pk>/platz/", scoring.juror, name="juror"),
    path("<int:pk>/platz/vertraulichkeit/", scoring.promise, name="promise"),
    path("<int:pk>/platz/<int:case>/", scoring.case, name="case"),
    path("<int:pk>/platz/<int:case>/text/", scoring.text, name="text"),
    path("<int:pk>/platz/<int:case>/punkte/", scoring.save, name="save"),
    path("<int:pk>/platz/<int:case>/abgeben/", scoring.hand_in, name="hand_in"),
    path("<int:pk>/platz/<int:case>/wieder-oeffnen/", scoring.take_back, name="take_back"),
    path("<int:pk>/platz/<int:case>/befangen/", scoring.declare_bias, name="bias"),
    path("<int:pk>/beratung/", deliberation.table, name="deliberation"),
    path("faelle/<int:pk>/", deliberation.verdict, name="verdict"),
    path("<int:pk>/freigabe/", deliberation.release, name="release"),
    path("auflagen/<int:pk>/", deliberation.condition, name="condition"),
    path("<int:pk>/protokoll.pdf", minutes.minutes, name="minutes"),
]
