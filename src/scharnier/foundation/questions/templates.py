"""The forms and rubrics that ship with the product, as plain dicts for ``actions.build_form``."""

from copy import deepcopy

from scharnier.foundation.questions.shipped import checks, creatives, names, organisations, rubrics

SHIPPED = {
    "organisations": names.named(organisations.FORM),
    "creatives": names.named(creatives.FORM),
    "check-organisations": checks.ORGANISATIONS,
    "check-creatives": checks.CREATIVES,
    "selection-organisations": rubrics.SELECTION_ORGANISATIONS,
    "selection-creatives": rubrics.SELECTION_CREATIVES,
    "jury": rubrics.JURY,
    "maturity": rubrics.MATURITY,
}


def load(name: str) -> dict:
    """A fresh copy of a shipped form, free to be changed before it is built."""
    return deepcopy(SHIPPED[name])
