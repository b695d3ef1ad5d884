"""What the proof of contrast calls the pairs of colours of ``web.theme``."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "white on brand": _("White on the brand colour"),
    "white on brand-strong": _("White on its strong shade"),
    "brand on paper": _("Brand colour on the page"),
    "brand on brand-soft": _("Brand colour on its soft shade"),
    "dark: ink on brand": _("Dark: text on the brand colour"),
    "dark: brand on panel": _("Dark: brand colour on a card"),
    "dark: brand on brand-soft": _("Dark: brand colour on its soft shade"),
    "ink on spark": _("Text on the highlight colour"),
    "spark-ink on spark-soft": _("Highlight as text on its soft shade"),
    "dark: spark-ink on spark-soft": _("Dark: highlight as text on its soft shade"),
    "white on night": _("White on the night of the timeline"),
    "dark: white on leaf-a": _("Dark: white on the first leaf"),
}
