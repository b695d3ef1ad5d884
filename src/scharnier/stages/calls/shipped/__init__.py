"""Round templates that come with the product: a call's texts, dates and settings as rows to be.

A template is a module of plain data (``TEMPLATE``). In its texts ``{months}``, ``{award}``,
``{creatives}`` and ``{regions}`` stand for the numbers of the round that is being set up;
they are filled in once, and the lead edits the result like every other text.
"""

from scharnier.stages.calls.shipped import cross_innovation

TEMPLATES = {"cross-innovation": cross_innovation.TEMPLATE}


def load(name: str) -> dict:
    """The template called ``name``. Raises KeyError for an unknown one."""
    return TEMPLATES[name]


def choices() -> list[tuple[str, str]]:
    return [(name, str(template["label"])) for name, template in TEMPLATES.items()]
