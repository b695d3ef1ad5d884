"""The blueprint as a handout: a tagged PDF of two pages or so."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from scharnier.foundation.money import in_words
from scharnier.foundation.web.pdf import render
from scharnier.stages.blueprints.models import Blueprint, BlueprintVersion

LAYOUT = Path(__file__).parent / "pdf" / "blueprint.typ"


def handout(blueprint: Blueprint, version: BlueprintVersion) -> bytes:
    """The version as PDF/UA-1, in the language of the reader's page; the text stays as written."""
    return render(LAYOUT, facts_of(blueprint, version))


def facts_of(blueprint: Blueprint, version: BlueprintVersion) -> dict:
    days = version.effort_days
    before = [(_("What was it about?"), version.problem), (_("What did we do?"), version.approach)]
    after = [
        (_("What came of it?"), version.result),
        (_("Tools and materials"), version.tools),
        (_("Skills needed"), version.skills),
        (_("Material of others"), version.third_party),
        (_("Who made it"), " · ".join(makers_of(blueprint))),
    ]
    return {
        "title": version.title,
        "summary": version.summary,
        "language": (get_language() or "de")[:2],
        "eyebrow": _("Blueprint, version %(number)d") % {"number": version.number},
        "figures": [
            (_("Steps"), str(len(version.steps))),
            (_("Effort"), ngettext("%(n)d day", "%(n)d days", days) % {"n": days}),
            (_("Cost"), in_words(version.cost_cents, blueprint.round.currency)),
        ],
        "before": before,
        "steps_label": _("Step by step"),
        "steps": version.steps,
        "after": [part for part in after if part[1]],
        "licence_label": _("Licence"),
        "licence": _(
            "%(licence)s. You may use, change and pass it on under its terms. It comes without any warranty."
        )
        % {"licence": version.get_licence_display()},
        "address": settings.BASE_URL + blueprint.get_absolute_url(),
        "footer": str(blueprint.round.programme.name),
    }


def makers_of(blueprint: Blueprint) -> list[str]:
    """The names of both sides, if the partners want to be named."""
    if not blueprint.names_partners:
        return []
    team = blueprint.project.team
    members = team.members.living().select_related("application").order_by("pk")
    return [team.organisation.name, *(member.application.name for member in members)]
