"""The examples in the docstrings are true."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import teaming

MODULES = sorted(
    module.name
    for module in walk_packages(teaming.__path__, "teaming.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["teaming", *MODULES])
def test_examples_are_true(name):
    assert doctest.testmod(import_module(name)).failed == 0
