from django.utils.translation import gettext_lazy as _

from scharnier.foundation.web import pieces
from scharnier.foundation.web.tables import Column, Filter, Table
from scharnier.stages.blueprints.states import BlueprintState

BLUEPRINTS = Table(
    "blueprints",
    caption=_("Blueprints"),
    order="project.team.number",
    search=["current__title", "project__title", "project__team__number"],
    columns=[
        Column("project.team.number", _("No."), sort="project__team__number_key",
               place="key"),
        Column("name", _("Title"), value=str, sort="current__title", place="main",
               link=lambda blueprint: blueprint.get_work_url()),
        Column("project.team.organisation.name", _("Organisation"), place="sub"),
        Column("current.number", _("Version"), priority=1),
        Column("current.licence", _("Licence"), priority=2),
        Column("published_at", _("Published"), sort="published_at", priority=2),
        Column("state", _("State"), cell=pieces.state, place="status", sort="state"),
    ],
    filters=[Filter("state", _("State"), BlueprintState.choices)],
    empty=(_("No blueprints yet."), _("They begin when the projects have built something.")),
)  # fmt: skip
