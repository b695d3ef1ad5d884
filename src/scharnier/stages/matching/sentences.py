"""Reasons in whole sentences, German and English, made from the library's explanations.

What agents read names wishes; what partners read never does: wishes are private.
"""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.foundation import skills
from teaming import Fault, PairRule, Rule

FULLY = 100
YES, PERHAPS, NO = 2, 1, -2


def for_agents(reason: dict, names: Mapping[int, str]) -> list[str]:
    """All that speaks for a team: needs, distance, wishes, waiting, the next best choice."""
    said = needs(reason, names)
    for member in reason.get("members", ()):
        said += _about(member, reason, names, is_private=True)
    return said


def for_partners(reason: dict, names: Mapping[int, str]) -> list[str]:
    """As much of it as both sides may read."""
    said = needs(reason, names)
    for member in reason.get("members", ()):
        said += _about(member, reason, names, is_private=False)
    return said


def needs(reason: dict, names: Mapping[int, str]) -> list[str]:
    """Which wanted skills are there, who brings them, and which are missing."""
    rows = reason.get("needs", ())
    said = []
    for creative in dict.fromkeys(row["creative"] for row in rows if row["creative"] is not None):
        full = [
            skill(r["skill"]) for r in rows if r["creative"] == creative and r["percent"] >= FULLY
        ]
        partly = [
            skill(r["skill"]) for r in rows if r["creative"] == creative and r["percent"] < FULLY
        ]
        if full:
            said.append(
                _("%(name)s brings what is wanted: %(skills)s.")
                % {"name": named(names, creative), "skills": listed(full)}
            )
        if partly:
            said.append(
                _("%(name)s brings some of what is wanted: %(skills)s.")
                % {"name": named(names, creative), "skills": listed(partly)}
            )
    missing = [skill(row["skill"]) for row in rows if row["creative"] is None]
    if missing:
        said.append(_("Nobody in the team brings: %(skills)s.") % {"skills": listed(missing)})
    return said


def _about(member: dict, reason: dict, names: Mapping[int, str], *, is_private: bool) -> list[str]:
    name = named(names, member["creative"])
    said = [distance(member, reason, name)]
    if is_private:
        of_organisation, of_creative = member["wishes"]
        said.append(wishes(of_organisation, of_creative, name))
    if member["waited"]:
        said.append(
            ngettext(
                "%(name)s was on the waiting list in one earlier round.",
                "%(name)s was on the waiting list in %(n)d earlier rounds.",
                member["waited"],
            )
            % {"name": name, "n": member["waited"]}
        )
    if is_private and member["pinned"]:
        said.append(_("%(name)s is pinned to this team.") % {"name": name})
    if is_private and member["alternative"] is not None:
        said.append(_alternative(member, names))
    return [sentence for sentence in said if sentence]


def distance(member: dict, reason: dict, name: str) -> str:
    if reason.get("mode") == "remote":
        return _("They work together online; the distance does not count.")
    if member["km"] is None:
        return _("How far %(name)s lives is not known; it counts as the middle.") % {"name": name}
    if member["km"] == 0:
        return _("%(name)s is at home in the same place.") % {"name": name}
    return _("%(name)s lives %(km)d km away.") % {"name": name, "km": member["km"]}


def wishes(of_organisation: int, of_creative: int, name: str) -> str:
    """What both said after they talked; nothing if neither said anything."""
    both = (of_organisation, of_creative)
    if both == (0, 0):
        return ""
    if both == (YES, YES):
        return _("Both would gladly work together.")
    words = {
        "organisation": wish_word(of_organisation),
        "creative": wish_word(of_creative),
        "name": name,
    }
    return (
        _("Wishes: the organisation says “%(organisation)s”, %(name)s says “%(creative)s”.") % words
    )


def wish_word(value: int) -> str:
    return {YES: _("Yes, gladly"), PERHAPS: _("Perhaps"), NO: _("Rather not")}.get(
        value, _("nothing")
    )


def _alternative(member: dict, names: Mapping[int, str]) -> str:
    gain = member["alternative_gain"]
    facts = {"name": named(names, member["alternative"]), "points": points(abs(gain))}
    if gain > 0:
        return _("In this place, %(name)s would be worth %(points)s points more.") % facts
    if gain == 0:
        return _("In this place, %(name)s would be worth just as much.") % facts
    return _("The next best for this place is %(name)s, with %(points)s points less.") % facts


def effect(gain: int) -> str:
    """What a move brings or costs."""
    if gain > 0:
        return _("Brings %(points)s points.") % {"points": points(gain)}
    if gain < 0:
        return _("Costs %(points)s points.") % {"points": points(-gain)}
    return _("Changes nothing in points.")


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


def pair_rule(rule: PairRule | None, name: str) -> str:
    """Why ``name`` cannot work with this organisation."""
    words = {
        PairRule.CONFLICT: _(
            "%(name)s works for this organisation already (conflict of interest)."
        ),
        PairRule.VETO: _("%(name)s and this organisation are excluded as a pair."),
        PairRule.HOURS: _("%(name)s has fewer hours a month than this organisation needs."),
        PairRule.LANGUAGE: _("%(name)s and this organisation share no language."),
        PairRule.NOT_REMOTE: _("This organisation works online only; %(name)s does not."),
        PairRule.DISTANCE: _("%(name)s does not travel that far."),
    }
    return words[rule] % {"name": name} if rule in words else ""


def skill(key: str) -> str:
    """A skill in the language of the page; a free addition as it was written."""
    known = skills.get(key)
    return str(known) if known else key.removeprefix("~").capitalize()


def listed(words: list[str]) -> str:
    """One, two and three."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def points(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def named(names: Mapping[int, str], pk: int) -> str:
    return names.get(pk) or _("somebody")
