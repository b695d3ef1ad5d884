"""What all pages of a project begin with."""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import get_object_or_404

from scharnier.foundation.people.requests import PersonRequest
from scharnier.foundation.programmes.rules import grants_of
from scharnier.stages.projects import queries
from scharnier.stages.projects.models import Project

TEAM_LAYOUT, WORKSPACE_LAYOUT = "applicant.html", "workspace.html"


def find(request: PersonRequest, pk: int, permission: str = "") -> Project:
    """The project that this person may see; 404 if not, 403 if they may not do this to it."""
    project = get_object_or_404(queries.visible_to(request.user), pk=pk)
    request.programme = project.round.programme
    if permission and not request.user.has_perm(f"projects.{permission}", project):
        raise PermissionDenied
    return project


def frame(request: PersonRequest, project: Project) -> dict:
    """The context that every page of a project shares."""
    in_workspace = bool(grants_of(request.user)) and not getattr(request, "held_pass", None)
    return {
        "area": project.title,
        "project": project,
        "currency": project.round.currency,
        "layout": WORKSPACE_LAYOUT if in_workspace else TEAM_LAYOUT,
    }


def form_page(
    request: PersonRequest, project: Project, form: Form, heading: str, button: str
) -> dict:
    """The context of ``projects/form.html``: one form and its button."""
    return frame(request, project) | {"form": form, "heading": heading, "button": button}
