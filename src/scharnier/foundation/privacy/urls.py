from django.urls import path

from scharnier.foundation.privacy import views

app_name = "privacy"

urlpatterns = [
    path("", views.my_data, name="my_data"),
    path("kopie.json", views.export_json, name="export_json"),
    path("kopie.pdf", views.export_pdf, name="export_pdf"),
    path("einwilligung/<int:pk>/widerrufen/", views.withdraw, name="withdraw"),
    path("loeschen/", views.erase, name="erase"),
    path("geloescht/", views.erased, name="erased"),
    path("fristen/", views.periods, name="periods"),
]
