import copy
from pathlib import Path

import pytest
from django.conf import settings as whole_settings


@pytest.fixture(scope="session", autouse=True)
def folder_for_static_files():
    """WhiteNoise warns if there is none."""
    Path(whole_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def the_foundation_alone(settings):
    """No stage and no desk: what is tested here must stand without them."""
    settings.ROOT_URLCONF = "tests.foundation.web.urls"
    templates = copy.deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [
        name for name in options["context_processors"] if ".desk." not in name
    ]
    settings.TEMPLATES = templates
