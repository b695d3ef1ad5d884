from django.db import models
from django.utils.translation import pgettext_lazy as _p


class BlueprintState(models.TextChoices):
    DRAFT = "draft", _p("blueprint", "Being written")
    RELEASING = "releasing", _p("blueprint", "Waits for release")
    RELEASED = "released", _p("blueprint", "Released by all")
    PUBLISHED = "published", _p("blueprint", "Published")
    WITHDRAWN = "withdrawn", _p("blueprint", "Taken from the library")


S = BlueprintState

MOVES = {
    S.DRAFT: {S.RELEASING},
    S.RELEASING: {S.DRAFT, S.RELEASED},
    S.RELEASED: {S.DRAFT, S.PUBLISHED},
    S.PUBLISHED: {S.WITHDRAWN, S.RELEASING},
    S.WITHDRAWN: {S.PUBLISHED},
}
TONES = {
    S.DRAFT: "line",
    S.RELEASING: "warn",
    S.RELEASED: "brand",
    S.PUBLISHED: "good",
    S.WITHDRAWN: "",
}
