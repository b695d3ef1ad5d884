from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "scharnier.foundation.web"
    label = "web"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"
