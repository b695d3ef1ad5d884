from django.urls import path

from scharnier.stages.calls.views import eligibility, life, parts, public, reminders, workspace

app_name = "calls"

urlpatterns = [
    path("", public.index, name="index"),
    path("verwaltung/", workspace.listing, name="listing"),
    path("verwaltung/neu/<int:programme>/", workspace.create, name="create"),
    path("verwaltung/<int:pk>/", workspace.detail, name="detail"),
    path("verwaltung/<int:pk>/vorschau/", public.preview, name="preview"),
    path("verwaltung/<int:pk>/texte/", workspace.texts, name="texts"),
    path("verwaltung/<int:pk>/zeiten/", workspace.moments, name="moments"),
    path("verwaltung/<int:pk>/veroeffentlichen/", life.publish, name="publish"),
    path("verwaltung/<int:pk>/zuruecknehmen/", life.unpublish, name="unpublish"),
    path("verwaltung/<int:pk>/verlaengern/", life.extend, name="extend"),
    path("verwaltung/<int:pk>/archivieren/", life.archive, name="archive"),
    path("verwaltung/<int:pk>/<slug:part>/", parts.listing, name="parts"),
    path("verwaltung/<int:pk>/<slug:part>/neu/", parts.add, name="add_part"),
    path("verwaltung/<int:pk>/<slug:part>/<int:row>/", parts.change, name="change_part"),
    path("verwaltung/<int:pk>/<slug:part>/<int:row>/verschieben/", parts.move, name="move_part"),
    path("verwaltung/<int:pk>/<slug:part>/<int:row>/entfernen/", parts.remove, name="remove_part"),
    path("erinnerung/gesendet/", reminders.asked, name="reminder_asked"),
    path("erinnerung/<str:token>/", reminders.confirm, name="confirm_reminder"),
    path("erinnerung/<str:token>/beenden/", reminders.stop, name="stop_reminder"),
    path("<slug:slug>.json", public.embed, name="embed"),
    path("<slug:slug>/", public.show, name="page"),
    path("<slug:slug>/termine.ics", public.calendar_file, name="calendar"),
    path("<slug:slug>/dateien/<int:pk>/", public.medium, name="medium"),
    path("<slug:slug>/passt-es/<slug:side>/", eligibility.check, name="eligibility"),
    path("<slug:slug>/erinnern/", reminders.ask, name="remind"),
]
