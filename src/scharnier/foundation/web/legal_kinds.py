from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy as _p


class LegalKind(TextChoices):
    """The pages that every programme must have."""

    IMPRINT = "imprint", _p("legal page", "Imprint")
    PRIVACY = "privacy", _p("legal page", "Data protection")
    ACCESSIBILITY = "accessibility", _p("legal page", "Accessibility statement")
    FUNDING = "funding", _p("legal page", "Funding")
