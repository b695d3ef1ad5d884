from django.urls import path

from scharnier.stages.applications.views import (
    answering,
    answers,
    asking_back,
    begin,
    importing,
    sending,
    sharing,
    team,
    workspace,
)

app_name = "applications"

urlpatterns = [
    path("<int:pk>/seite/<slug:key>/speichern/", answering.autosave, name="autosave"),
    path("<int:pk>/seite/<slug:key>/", answering.answer_page, name="page"),
    path("", workspace.listing, name="listing"),
    path("neu/<slug:slug>/<slug:side>/", begin.begin, name="begin"),
    path("erfassen/<slug:slug>/<slug:side>/", team.enter_on_behalf, name="enter_on_behalf"),
    path("nachfrist/<slug:slug>/", team.grant_late_entry, name="late_entry"),
    path("antworten/<slug:slug>/<slug:side>/<slug:kind>/", answers.as_table, name="answers"),
    path("erinnern/<slug:slug>/", team.remind_drafts, name="remind_drafts"),
    path("einlesen/lauf/<int:pk>/", importing.run, name="import_run"),
    path("einlesen/lauf/<int:pk>/spalten/", importing.change_mapping, name="import_mapping"),
    path("einlesen/lauf/<int:pk>/uebernehmen/", importing.apply, name="import_apply"),
    path("einlesen/<slug:slug>/<slug:side>/", importing.read_file, name="import"),
    path("<int:pk>/", sending.status, name="status"),
    path("<int:pk>/pruefen/", sending.check, name="check"),
    path("<int:pk>/kopie.pdf", sending.copy, name="copy"),
    path("<int:pk>/zurueckziehen/", sending.withdraw, name="withdraw"),
    path("<int:pk>/link/", sending.send_link, name="send_link"),
    path("<int:pk>/einwilligen/", sending.confirm_consents, name="confirm_consents"),
    path("<int:pk>/personen/", sharing.people, name="people"),
    path("<int:pk>/personen/<int:part>/entfernen/", sharing.remove_person, name="remove_person"),
    path("<int:pk>/uebernehmen/", sharing.take_over, name="take_over"),
    path("<int:pk>/akte/", workspace.detail, name="detail"),
    path("<int:pk>/akte/zusammenfuehren/", team.merge, name="merge"),
    path("<int:pk>/akte/rueckfrage/", asking_back.ask_back, name="ask_back"),
    path(
        "<int:pk>/akte/rueckfrage/<int:asked>/zuruecknehmen/",
        asking_back.take_back,
        name="take_back_question",
    ),
    path("<int:pk>/akte/zurueckziehen/", team.withdraw_on_behalf, name="withdraw_on_behalf"),
    path("<int:pk>/akte/erinnern/", team.remind_to_send_again, name="remind_to_send_again"),
]
