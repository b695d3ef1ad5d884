from django.urls import path

from scharnier.stages.events.views import attendance, life, public, workspace

app_name = "events"

urlpatterns = [
    path("", public.index, name="public"),
    path("verwaltung/", workspace.listing, name="listing"),
    path("verwaltung/neu/<int:round>/", workspace.create, name="create"),
    path("verwaltung/<int:pk>/", workspace.detail, name="detail"),
    path("verwaltung/<int:pk>/aendern/", workspace.change, name="change"),
    path("verwaltung/<int:pk>/veroeffentlichen/", life.publish, name="publish"),
    path("verwaltung/<int:pk>/absagen/", life.cancel, name="cancel"),
    path("verwaltung/<int:pk>/einladen/", life.invite, name="invite"),
    path("verwaltung/<int:pk>/anwesenheit/", attendance.check_in_list, name="check_in_list"),
    path("verwaltung/<int:pk>/anwesenheit/neu/", attendance.walk_in, name="walk_in"),
    path(
        "verwaltung/<int:pk>/anwesenheit/<int:registration>/",
        attendance.mark,
        name="mark_attendance",
    ),
    path("verwaltung/<int:pk>/liste/", attendance.attendance_list, name="attendance_list"),
    path("<int:pk>/", public.show, name="page"),
    path("<int:pk>/kalender.ics", public.calendar_file, name="calendar"),
    path("<int:pk>/anmelden/", public.register, name="register"),
    path("<int:pk>/abmelden/", public.cancel_registration, name="cancel_registration"),
]
