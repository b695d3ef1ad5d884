"""Whoever adds a field that may say something about somebody must decide how long it is kept.

The decision stands in the ``privacy.py`` of the app: a ``Keep`` in ``RULES``, or the
name of the field in ``NOT_PERSONAL``.
"""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from scharnier.foundation.privacy import registry, retention
from scharnier.foundation.privacy.things import THINGS

MODELS = [model for model in apps.get_models() if model.__module__.startswith("scharnier.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_for_every_personal_field_somebody_has_decided_how_long_it_is_kept(model):
    assert registry.undecided(model) == []


@pytest.mark.parametrize("rule", registry.rules(), ids=lambda rule: rule.field)
def test_every_rule_speaks_of_fields_that_exist(rule):
    assert rule.fields
    assert str(rule.why).endswith(".")
    if rule.months is not None:
        assert rule.after, "a rule with months says from which day they count"
        retention._column(rule.model, rule.after)


def test_people_can_read_what_every_rule_speaks_of():
    assert {rule.model.__name__ for rule in registry.rules()} == set(THINGS)


@pytest.mark.parametrize("name", sorted(set(registry._not_personal)))
def test_every_exception_speaks_of_fields_that_exist(name):
    label, field = name.rsplit(".", 1)
    model = apps.get_model(label)
    if field != "*":
        try:
            model._meta.get_field(field)
        except FieldDoesNotExist:
            pytest.fail(f"{name} is no field")


def test_texts_json_and_birthdays_are_asked_for_and_choices_are_not():
    from django.db import models

    asked = {
        kind: registry.is_text_like(field)
        for kind, field in {
            "char": models.CharField(name="a"),
            "json": models.JSONField(name="b"),
            "file": models.FileField(name="c"),
            "born_on": models.DateField(name="born_on"),
            "held_on": models.DateField(name="held_on"),
            "state": models.CharField(name="d", choices=[("x", "X")]),
            "slug": models.SlugField(name="e"),
            "number": models.IntegerField(name="f"),
        }.items()
    }

    assert asked == {
        "char": True, "json": True, "file": True, "born_on": True,
        "held_on": False, "state": False, "slug": False, "number": False,
    }  # fmt: skip
