from django.utils import translation
from django.utils.translation import gettext, ngettext, trans_real

from scharnier.foundation.web.catalogs import Catalog


def test_words_of_all_apps_stand_in_few_catalogues():
    for language in ("de", "de-informal", "en"):
        known = trans_real.translation(language)._catalog
        assert isinstance(known, Catalog)
        assert len(known._catalogs) <= 3


def test_words_and_plurals_are_found_in_every_language():
    def said(language: str) -> tuple[str, ...]:
        with translation.override(language):
            missing = [
                ngettext("%(n)d answer missing", "%(n)d answers missing", n) % {"n": n}
                for n in (1, 2)
            ]
            return (gettext("Application"), *missing)

    assert said("de") == ("Bewerbung", "1 Angabe fehlt", "2 Angaben fehlen")
    assert said("de-informal") == said("de")
    assert said("en") == ("Application", "1 answer missing", "2 answers missing")


def test_du_says_what_we_say_instead_of_a_library():
    with translation.override("de-informal"):
        assert gettext("Two-Factor Authentication") == "Sicher anmelden"
        assert gettext("Security key added.") == "Hinterlegt. Du kannst dich jetzt damit anmelden."
