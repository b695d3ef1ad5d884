"""Sentences that several files of this stage say."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OPENING_AFTER_DEADLINE = gettext_lazy("The opening must lie before the deadline.")


def joined(words: list[str]) -> str:
    """A, B und C."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
