from django.urls import path

from scharnier.stages.blueprints.views import library, workshop

app_name = "blueprints"

urlpatterns = [
    path("", library.library, name="library"),
    path("werkstatt/", workshop.listing, name="workshop"),
    path("werkstatt/vom-projekt/<int:pk>/", workshop.enter, name="enter"),
    path("werkstatt/<int:pk>/", workshop.work, name="work"),
    path("werkstatt/<int:pk>/schreiben/", workshop.write, name="write"),
    path("werkstatt/<int:pk>/freigabe-erbitten/", workshop.ask_for_release, name="ask_for_release"),
    path("werkstatt/<int:pk>/freigeben/", workshop.release, name="release"),
    path("werkstatt/<int:pk>/veroeffentlichen/", workshop.publish, name="publish"),
    path("werkstatt/<int:pk>/zurueckziehen/", workshop.withdraw, name="withdraw"),
    path("werkstatt/<int:pk>/sperrfrist/", workshop.embargo, name="embargo"),
    path("werkstatt/<int:pk>/dateien/", workshop.add_file, name="files"),
    path("werkstatt/<int:pk>/nachnutzung/<int:reuse_pk>/", workshop.show_reuse, name="show_reuse"),
    path(
        "werkstatt/<int:pk>/nachnutzung/<int:reuse_pk>/verwerfen/",
        workshop.discard_reuse,
        name="discard_reuse",
    ),
    path("<slug:slug>/", library.show, name="page"),
    path("<slug:slug>/blaupause.pdf", library.pdf, name="pdf"),
    path("<slug:slug>/dateien/<int:file_pk>/", library.file, name="file"),
    path("<slug:slug>/genutzt/", library.reuse, name="reuse"),
]
