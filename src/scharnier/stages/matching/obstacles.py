"""What stands in the way, in whole sentences: broken rules, a team's state, who stays without one."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.stages.matching.models import Team
from scharnier.stages.matching.numbers import Numbers
from scharnier.stages.matching.sentences import listed
from scharnier.stages.matching.serving import Unserved
from scharnier.stages.matching.states import TeamState
from teaming import Fault, PairRule, Rule

FEW = 4  # names in one sentence


def fault(broken: Fault, name: str = "") -> str:  # noqa: PLR0911 - one sentence a rule
    """A broken rule as a sentence about ``name``."""
    if broken.rule == Rule.NOT_ELIGIBLE:
        return pair_rule(broken.pair_rule, name)
    asked = broken.asked or 0
    missing = asked - (broken.found or 0)
    if broken.rule == Rule.TOO_SMALL:
        return ngettext("One person is missing.", "%(n)d people are missing.", missing) % {
            "n": missing
        }
    if broken.rule == Rule.TOO_LARGE:
        return ngettext(
            "The team is full: one creative at most.",
            "The team is full: %(n)d creatives at most.",
            asked,
        ) % {"n": broken.asked}
    if broken.rule == Rule.TOO_FEW_SECTORS:
        return _("At least %(asked)d submarkets are wanted; there are %(found)d.") % {
            "asked": broken.asked,
            "found": broken.found,
        }
    if broken.rule == Rule.OVER_CAPACITY:
        return ngettext(
            "%(name)s can be in one team only.",
            "%(name)s can be in %(n)d teams at most.",
            asked,
        ) % {"name": name, "n": broken.asked}
    if broken.rule == Rule.PIN_MISSING:
        return _("%(name)s is pinned to this team. Free the pair first.") % {"name": name}
    return _("%(name)s is in this team already.") % {"name": name}


def not_movable(team: Team) -> str:
    """Why nobody comes into or leaves ``team``, which is offered or confirmed, on the board."""
    facts = {"team": team, "state": team.get_state_display()}
    return _("%(team)s is “%(state)s”. Take the offer back or replace a member there.") % facts


def not_offerable(team: Team, missing: int) -> str:
    """Why ``team``, with so many people missing, cannot be offered; empty if it can."""
    if team.state != TeamState.PROPOSED:
        facts = {"team": team, "state": team.get_state_display()}
        return _("%(team)s is “%(state)s”.") % facts
    if missing <= 0:
        return ""
    words = ngettext(
        "In %(team)s one person is missing. Fill the place first.",
        "In %(team)s %(n)d people are missing. Fill the places first.",
        missing,
    )
    return words % {"team": team, "n": missing}


def pair_rule(rule: PairRule | None, name: str) -> str:
    """Why ``name`` cannot work with this organisation."""
    words = {
        PairRule.CONFLICT: _(
            "%(name)s works for this organisation already (conflict of interest)."
        ),
        PairRule.VETO: _("%(name)s and this organisation are excluded as a pair."),
        PairRule.HOURS: _("%(name)s has fewer hours a month than a team takes."),
        PairRule.LANGUAGE: _("%(name)s and this organisation share no language."),
        PairRule.NOT_REMOTE: _("This organisation works online only; %(name)s does not."),
        PairRule.DISTANCE: _("%(name)s does not travel that far."),
    }
    return words[rule] % {"name": name} if rule in words else ""


def no_team(why: Unserved, known: Numbers) -> list[str]:
    """Why an organisation stays without a team, in sentences."""
    names = [str(known.creatives[i]) for i in why.free]
    elsewhere = [str(known.creatives[i]) for i, _company in why.elsewhere]
    said = []
    if why.is_possible:
        said.append(_("A team is possible; free are: %(names)s.") % {"names": some(names)})
    elif why.too_few_kinds:
        words = _("Who is free comes from too few submarkets: %(names)s.")
        said.append(words % {"names": some(names)})
    elif names:
        words = _("A team needs %(asked)d people; free are only: %(names)s.")
        said.append(words % {"asked": why.asked, "names": some(names)})
    elif elsewhere:
        words = _("Everybody who could join is in another team: %(names)s.")
        said.append(words % {"names": some(elsewhere)})
    else:
        said.append(_("None of the creatives may join this team."))
    return said if why.is_possible else [*said, *(barred(r, n) for r, n in why.barred.items())]


def barred(rule: PairRule, number: int) -> str:
    """How many creatives a rule keeps out of a team."""
    words = {
        PairRule.CONFLICT: ngettext(
            "%(n)d creative works for it already (conflict of interest).",
            "%(n)d creatives work for it already (conflict of interest).",
            number,
        ),
        PairRule.VETO: ngettext(
            "%(n)d creative is excluded as a pair with it.",
            "%(n)d creatives are excluded as a pair with it.",
            number,
        ),
        PairRule.HOURS: ngettext(
            "%(n)d creative has fewer hours a month than a team takes.",
            "%(n)d creatives have fewer hours a month than a team takes.",
            number,
        ),
        PairRule.LANGUAGE: ngettext(
            "%(n)d creative shares no language with it.",
            "%(n)d creatives share no language with it.",
            number,
        ),
        PairRule.NOT_REMOTE: ngettext(
            "%(n)d creative does not work online.",
            "%(n)d creatives do not work online.",
            number,
        ),
        PairRule.DISTANCE: ngettext(
            "%(n)d creative does not travel that far.",
            "%(n)d creatives do not travel that far.",
            number,
        ),
    }
    return words[rule] % {"n": number}


def some(names: list[str]) -> str:
    """The first few, and how many more there are."""
    if len(names) <= FEW + 1:
        return listed(names)
    more = len(names) - FEW
    return _("%(names)s and %(more)d more") % {"names": ", ".join(names[:FEW]), "more": more}
