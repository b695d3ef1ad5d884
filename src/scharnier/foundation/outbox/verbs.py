"""Words for what the trail records about mails."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "mail.edited": _("changed the words of"),
    "mail.discarded": _("discarded"),
    "mail.tried_again": _("sent again"),
    "mail.settled": _("found that it had arrived"),
    "mails.released": _("released mails"),
}
