"""Static files under names that hold their content's hash, so they may be cached for ever."""

from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class Storage(ManifestStaticFilesStorage):
    """As Django's, and it also rewrites the imports between our ES modules.

    A page asks for some forty addresses, and they never change while a process runs: each
    is worked out once.
    """

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        wanted = name or ""
        if force:
            return super().url(wanted, force)
        if wanted not in self._addresses:
            self._addresses[wanted] = super().url(wanted)
        return self._addresses[wanted]
