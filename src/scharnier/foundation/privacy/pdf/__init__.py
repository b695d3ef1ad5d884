"""“Copy of your data” as a tagged PDF (PDF/UA-1), set by typst."""

import json
from pathlib import Path

import typst
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from scharnier.foundation import clock

LAYOUT = Path(__file__).with_name("my_data.typ")


def my_data(whole: dict, *, language: str) -> bytes:
    """The export of one person as pages to read and print."""
    facts = {
        "title": whole["title"],
        "person": whole["person"],
        "language": language[:2],
        "made": _("Made on %(day)s") % {"day": f"{clock.today():%d.%m.%Y}"},
        "nothing": _("Nothing is stored here."),
        "sections": [
            {"label": one["label"], "lines": list(_lines(_plain(one["content"])))}
            for one in whole["sections"]
        ],
    }
    return typst.compile(
        str(LAYOUT),
        font_paths=[str(_fonts())] if _fonts().is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts)},
        pdf_standards=["ua-1"],
    )


def _fonts() -> Path:
    return Path(apps.get_app_config("web").path) / "pdf" / "fonts"


def _plain(content: object) -> object:
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def _lines(content: object, path: str = "") -> list[list[str]]:
    """Nested values as pairs of a path and a word, in their order."""
    if isinstance(content, dict):
        pairs = [(f"{path}.{key}" if path else str(key), value) for key, value in content.items()]
    elif isinstance(content, list):
        pairs = [(f"{path} {number}".strip(), value) for number, value in enumerate(content, 1)]
    else:
        return [] if content in (None, "") else [[path, str(content)]]
    return [line for name, value in pairs for line in _lines(value, name)]
