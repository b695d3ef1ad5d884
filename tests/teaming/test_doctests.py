"""The examples in the docstrings and on the library's page are true."""

import doctest
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import teaming

PAGE = Path(__file__).parents[2] / "docs" / "teaming.md"
MODULES = sorted(
    module.name
    for module in walk_packages(teaming.__path__, "teaming.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["teaming", *MODULES])
def test_examples_are_true(name):
    assert doctest.testmod(import_module(name)).failed == 0


def test_the_page_of_the_library_is_true():
    text = re.sub(r"^```.*$", "", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)

    examples = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    found = doctest.DocTestRunner().run(examples)

    assert (found.failed, found.attempted > 20) == (0, True)
