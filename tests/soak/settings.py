"""The product's settings for servers that live for a minute: static files as they lie there."""

from scharnier.settings import *  # noqa: F403
from scharnier.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
