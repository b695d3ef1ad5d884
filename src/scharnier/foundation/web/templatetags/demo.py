"""For templates: whether this is the demo."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def in_demo() -> bool:
    """Whether one may step into another person here and read everybody's mails."""
    return settings.DEMO
