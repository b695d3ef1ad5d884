from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class LegalKind(TextChoices):
    """The pages that every programme must have."""

    IMPRINT = "imprint", pgettext_lazy("legal page", "Imprint")
    PRIVACY = "privacy", pgettext_lazy("legal page", "Data protection")
    ACCESSIBILITY = "accessibility", pgettext_lazy("legal page", "Accessibility statement")
    FUNDING = "funding", pgettext_lazy("legal page", "Funding")
