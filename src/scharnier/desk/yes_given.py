"""What a person need not be asked for any more, because their side has said yes already."""

from collections.abc import Sequence

from django.db.models import F, QuerySet

from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.blueprints.models import Blueprint, Release
from scharnier.stages.blueprints.states import BlueprintState
from scharnier.stages.challenges.models import Challenge, SignOff
from scharnier.stages.challenges.states import ChallengeState
from scharnier.stages.projects.models import AgreementSignature, Project
from scharnier.stages.projects.states import ProjectState


def signed_challenges(challenges: Sequence[Challenge], own: Sequence[Application]) -> set[int]:
    """Those whose present version somebody of ``own`` has signed; asked only while it matters."""
    open_ones = [one.current_id for one in challenges if one.state == ChallengeState.SIGNING]
    given = SignOff.objects.filter(version__in=open_ones, person__in=_people(own))
    return set(given.values_list("version__challenge", flat=True)) if open_ones else set()


def signed_projects(projects: Sequence[Project], own: Sequence[Application]) -> set[int]:
    """Those whose present agreement somebody of ``own`` has signed."""
    open_ones = [one.pk for one in projects if one.state == ProjectState.AGREEING]
    given = AgreementSignature.objects.filter(
        agreement__project__in=open_ones,
        agreement_version=F("agreement__version"),
        person__in=_people(own),
    )
    return set(given.values_list("agreement__project", flat=True)) if open_ones else set()


def released_blueprints(blueprints: Sequence[Blueprint], own: Sequence[Application]) -> set[int]:
    """Those whose present version somebody of ``own`` has released."""
    open_ones = [one.current_id for one in blueprints if one.state == BlueprintState.RELEASING]
    given = Release.objects.filter(version__in=open_ones, person__in=_people(own))
    return set(given.values_list("version__blueprint", flat=True)) if open_ones else set()


def _people(own: Sequence[Application]) -> QuerySet:
    return Applicant.objects.filter(application__in=own).values("person")
