from django.conf import settings
from django.urls import path, register_converter

from scharnier.foundation.web.views import legal, machinery, pattern_book, preferences


class LegalAddress:
    """The German words of the addresses ↔ the kinds of legal pages."""

    words = {
        "impressum": "imprint",
        "datenschutz": "privacy",
        "barrierefreiheit": "accessibility",
        "foerderung": "funding",
    }
    kinds = {kind: word for word, kind in words.items()}
    regex = "|".join(words)

    def to_python(self, value: str) -> str:
        return self.words[value]

    def to_url(self, value: str) -> str:
        return self.kinds[str(value)]


register_converter(LegalAddress, "legal")

app_name = "web"
urlpatterns = [
    path("<legal:kind>/", legal.show, name="legal"),
    path("<legal:kind>/bearbeiten/", legal.edit, name="edit_legal"),
    path("barriere-melden/", legal.report_barrier, name="report_barrier"),
    path("barriere-melden/danke/", legal.barrier_reported, name="barrier_reported"),
    path("barrieren/", legal.barriers, name="barriers"),
    path("barrieren/beantwortet/", legal.answered, name="answer_barriers"),
    path("sprache/", preferences.language, name="language"),
    path("farben/", preferences.scheme, name="scheme"),
    path("tasten/", preferences.keys, name="keys"),
    path("theme/<str:brand>-<str:spark>.<str:content_hash>.css", machinery.theme_css, name="theme"),
    path("favicon.ico", machinery.favicon),
    path("robots.txt", machinery.robots, name="robots"),
    path("sitemap.xml", machinery.sitemap, name="sitemap"),
    path("healthz", machinery.healthz, name="healthz"),
    path("readyz", machinery.readyz, name="readyz"),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns += [
        path("muster/", pattern_book.show, name="pattern_book"),
        path("muster/<str:layout>/", pattern_book.layout, name="pattern_layout"),
    ]
