"""Words for what the trail records about jobs."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "job.requested": _("started a task for"),
    "job.stopped": _("stopped"),
    "job.tried_again": _("started again"),
}
