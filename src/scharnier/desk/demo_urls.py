"""Doors that exist in demo mode only."""

from django.urls import path

from scharnier.desk.views import demo
from scharnier.foundation.outbox.views import demo_mails

app_name = "demo"

urlpatterns = [
    path("", demo.personas, name="personas"),
    path("hinein/", demo.step_into, name="step_into"),
    path("mails/", demo_mails, name="mails"),
    path("tag/", demo.set_day, name="set_day"),
]
