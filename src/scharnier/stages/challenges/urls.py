from django.urls import path

from scharnier.stages.challenges import views

app_name = "challenges"

urlpatterns = [
    path("", views.listing, name="listing"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/drucken/", views.printed, name="print"),
    path("<int:pk>/fassung/<int:number>/", views.version, name="version"),
    path("<int:pk>/unterschriften/", views.ask, name="ask"),
    path("<int:pk>/unterschreiben/", views.sign, name="sign"),
    path("<int:pk>/einreichen/", views.hand_in, name="hand_in"),
    path("<int:pk>/erinnern/", views.remind, name="remind"),
    path("<int:pk>/frist/", views.due, name="due"),
    path("<int:pk>/oeffnen/", views.reopen, name="reopen"),
]
