"""Words for what the trail records about personal data."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "consent.published": _("published the consent text"),
    "consent.given": _("agreed to"),
    "consent.withdrawn": _("withdrew the consent"),
    "privacy.exported": _("took a copy of the data of"),
    "privacy.erased": _("erased the data of"),
    "privacy.blocked": _("blocked the data of"),
}
