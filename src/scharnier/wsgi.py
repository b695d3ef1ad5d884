"""The door for gunicorn: ``scharnier.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from scharnier.foundation.web import processes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scharnier.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - reading imports them, before any fork

processes.settle()
