from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


class BlueprintState(models.TextChoices):
    DRAFT = "draft", _p("blueprint", "Being written")
    RELEASING = "releasing", _p("blueprint", "Waits for release")
    RELEASED = "released", _p("blueprint", "Released by all")
    PUBLISHED = "published", _p("blueprint", "Published")
    WITHDRAWN = "withdrawn", _p("blueprint", "Taken from the library")


S = BlueprintState

MOVES = {
    S.DRAFT: {S.RELEASING, S.WITHDRAWN},
    S.RELEASING: {S.DRAFT, S.RELEASED, S.WITHDRAWN},
    S.RELEASED: {S.DRAFT, S.PUBLISHED, S.WITHDRAWN},
    S.PUBLISHED: {S.DRAFT, S.WITHDRAWN},
    S.WITHDRAWN: {S.PUBLISHED},
}
TONES = {
    S.DRAFT: "line",
    S.RELEASING: "warn",
    S.RELEASED: "brand",
    S.PUBLISHED: "good",
    S.WITHDRAWN: "",
}

VERBS = {
    "blueprint.begun": _("began the blueprint"),
    "blueprint.written": _("wrote a version of the blueprint"),
    "blueprint.release_asked": _("asked the partners for their release"),
    "blueprint.released_by_partner": _("released the blueprint"),
    "blueprint.published": _("published the blueprint"),
    "blueprint.withdrawn": _("took the blueprint from the library"),
    "blueprint.file_added": _("added a file"),
    "blueprint.file_removed": _("took a file away"),
    "blueprint.reused": _("told us that they used the blueprint"),
    "blueprint.reuse_shown": _("showed a reuse in the library"),
    "blueprint.reuse_discarded": _("threw a reuse away"),
    "blueprint.embargo_set": _("set the day before which it is not shown"),
}
