"""How often one visitor may use a public form. Counted in the cache, nothing personal is kept."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

AN_HOUR = 3600


def is_too_often(request: HttpRequest, what: str, per_hour: int) -> bool:
    """Count this use of ``what``; True from the one after ``per_hour``."""
    visitor = f"{settings.SECRET_KEY}{request.META.get('REMOTE_ADDR', '')}"
    key = f"rate:{what}:{hashlib.sha256(visitor.encode()).hexdigest()[:32]}"
    cache.add(key, 0, timeout=AN_HOUR)
    try:
        return cache.incr(key) > per_hour
    except ValueError:  # expired between the two lines
        return False
