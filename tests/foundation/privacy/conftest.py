import pytest
from i18nfield.strings import LazyI18nString

from scharnier.foundation.privacy import actions
from scharnier.foundation.privacy.models import ConsentText


@pytest.fixture
def directory(db) -> ConsentText:
    """The text for standing in the public directory."""
    return publish("Mein Profil darf im Verzeichnis stehen.")


def publish(words: str, purpose: str = "directory") -> ConsentText:
    text = LazyI18nString({"de": words, "en": words})
    return actions.publish_text(
        purpose, title=LazyI18nString({"de": "Verzeichnis"}), text=text, by=None
    )
