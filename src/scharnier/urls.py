"""All doors of the product. A stage's addresses begin with its German name."""

from django.conf import settings
from django.urls import include, path

from scharnier.foundation.web import errors

urlpatterns = [
    # First what thousands ask for in one night; everything else is found a moment later.
    path("bewerbungen/", include("scharnier.stages.applications.urls")),
    path("", include("scharnier.desk.urls")),
    path("", include("scharnier.foundation.web.urls")),
    path("", include("scharnier.foundation.people.urls")),
    path("konto/", include("scharnier.foundation.people.account_urls")),
    path("", include("scharnier.foundation.programmes.urls")),
    path("dateien/", include("scharnier.foundation.files.urls")),
    path("postausgang/", include("scharnier.foundation.outbox.urls")),
    path("aufgaben/", include("scharnier.foundation.jobs.urls")),
    path("meine-daten/", include("scharnier.foundation.privacy.urls")),
    path("aufrufe/", include("scharnier.stages.calls.urls")),
    path("veranstaltungen/", include("scharnier.stages.events.urls")),
    path("sichtung/", include("scharnier.stages.reviews.urls")),
    path("teams/", include("scharnier.stages.matching.urls")),
    path("fragestellungen/", include("scharnier.stages.challenges.urls")),
    path("jury/", include("scharnier.stages.jury.urls")),
    path("projekte/", include("scharnier.stages.projects.urls")),
    path("blaupausen/", include("scharnier.stages.blueprints.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("scharnier.desk.demo_urls")))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
