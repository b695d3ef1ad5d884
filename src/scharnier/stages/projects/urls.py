from django.urls import path

from scharnier.stages.projects.views import accompaniment, agreement, budget, overview, vouchers

app_name = "projects"

urlpatterns = [
    path("", overview.listing, name="listing"),
    path("vom-team/<int:pk>/", overview.enter, name="enter"),
    path("belege/", vouchers.listing, name="vouchers"),
    path("<int:pk>/", overview.detail, name="detail"),
    path("<int:pk>/abschliessen/", overview.finish, name="finish"),
    path("<int:pk>/wieder-aufnehmen/", overview.reopen, name="reopen"),
    path("<int:pk>/umbenennen/", overview.rename, name="rename"),
    path("<int:pk>/beenden/", overview.end_early, name="end_early"),
    path("<int:pk>/vereinbarung/", agreement.sign, name="agreement"),
    path("<int:pk>/vereinbarung/aendern/", agreement.change, name="change_agreement"),
    path("<int:pk>/budget/", budget.plan, name="budget"),
    path("<int:pk>/budget/<int:line_pk>/", budget.change_line, name="change_line"),
    path("<int:pk>/budget/<int:line_pk>/streichen/", budget.drop_line, name="drop_line"),
    path("<int:pk>/belege/neu/", vouchers.add, name="add_voucher"),
    path("<int:pk>/belege/<int:voucher_pk>/", vouchers.detail, name="voucher"),
    path("<int:pk>/belege/<int:voucher_pk>/aendern/", vouchers.change, name="change_voucher"),
    path(
        "<int:pk>/belege/<int:voucher_pk>/dateien/<int:file_pk>/entfernen/",
        vouchers.drop_file,
        name="drop_voucher_file",
    ),
    path("<int:pk>/belege/<int:voucher_pk>/einreichen/", vouchers.hand_in, name="hand_in_voucher"),
    path(
        "<int:pk>/belege/<int:voucher_pk>/zuruecknehmen/",
        vouchers.take_back,
        name="take_back_voucher",
    ),
    path("<int:pk>/belege/<int:voucher_pk>/anerkennen/", vouchers.accept, name="accept_voucher"),
    path("<int:pk>/belege/<int:voucher_pk>/rueckfrage/", vouchers.query, name="query_voucher"),
    path("<int:pk>/begleitgespraech/", accompaniment.check_in, name="check_in"),
    path("<int:pk>/meilensteine/", accompaniment.milestones, name="milestones"),
    path(
        "<int:pk>/meilensteine/<int:milestone_pk>/",
        accompaniment.reach_milestone,
        name="reach_milestone",
    ),
    path("<int:pk>/prototyp/", accompaniment.prototype, name="prototype"),
    path("<int:pk>/prototyp/erprobung/", accompaniment.record_test, name="record_test"),
]
