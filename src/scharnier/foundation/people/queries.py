from django.apps import apps
from django.db.models import Model

from scharnier.foundation.people.models import Pass
from scharnier.foundation.people.passes import digest


def valid_pass(token: str) -> Pass | None:
    """The pass that a link opens, unless it is too old, revoked or invented."""
    found = Pass.objects.valid().filter(token_hash=digest(token)).select_related("person").first()
    return found if found and found.person.is_active else None


def purpose_of(token: str) -> str:
    """What a link was for, even if it opens nothing any more; else nothing."""
    return (
        Pass.objects.filter(token_hash=digest(token)).values_list("purpose", flat=True).first()
        or ""
    )


def subject_of(held: Pass) -> Model | None:
    """The row that a pass leads to, if it is still there."""
    model = apps.get_model(held.subject_type)
    return model._base_manager.filter(pk=held.subject_id).first()
