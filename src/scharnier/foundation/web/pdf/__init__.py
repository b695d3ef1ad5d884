"""Documents as tagged PDF (PDF/UA-1), set by typst in the same two families as the pages."""

import json
from pathlib import Path

import typst
from django.core.serializers.json import DjangoJSONEncoder

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
TEXT, DISPLAY = "Atkinson Hyperlegible Next", "Familjen Grotesk"


def render(layout: Path, facts: dict) -> bytes:
    """Set the typst file ``layout`` with ``facts`` and return the PDF.

    The layout reads them with ``json(bytes(sys.inputs.facts))`` and may import our
    page from ``sys.inputs.house``. All words in ``facts`` are in the reader's language;
    typst treats them as text, never as markup. ``facts`` must hold ``title`` and
    ``language`` (two letters): a tagged PDF needs both.
    """
    return typst.compile(
        str(layout),
        root="/",
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={
            "facts": json.dumps(facts, cls=DjangoJSONEncoder),
            "house": str(FOLDER / "house.typ"),
        },
        pdf_standards=["ua-1"],
    )
