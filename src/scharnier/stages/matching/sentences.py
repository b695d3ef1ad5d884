"""Reasons in whole sentences, German and English, made from the library's explanations.

What agents read names wishes; what partners read never does: wishes are private.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.foundation import skills
from teaming import Rules

FULLY = 100
YES, PERHAPS, NO = 2, 1, -2


@dataclass(frozen=True)
class About:
    """What speaks for one member of a team; with an empty ``name``, about the whole team."""

    name: str
    said: tuple[str, ...]


def for_agents(reason: dict, names: Mapping[int, str]) -> list[About]:
    """All that speaks for a team, by person: skills, distance, wishes, waiting, the next best."""
    return _by_person(reason, names, is_private=True)


def for_partners(reason: dict, names: Mapping[int, str]) -> list[About]:
    """As much of it as both sides may read."""
    return _by_person(reason, names, is_private=False)


def still_true(reason: dict, present: Container[int], *, is_asked: bool) -> dict:
    """What still holds of a kept ``reason`` when only ``present`` are in the team.

    What is missing in the whole team holds while nobody has changed places; who else would
    be free is said while the team is asked and not settled.
    """
    kept = [member for member in reason.get("members", ()) if member["creative"] in present]
    if not is_asked:
        kept = [{**member, "alternative": None} for member in kept]
    is_whole = len(kept) == len(reason.get("members", ()))
    needs = [
        row
        for row in reason.get("needs", ())
        if row["creative"] in present or (is_whole and row["creative"] is None)
    ]
    return {**reason, "members": kept, "needs": needs}


def _by_person(reason: dict, names: Mapping[int, str], *, is_private: bool) -> list[About]:
    about = [
        About(
            named(names, member["creative"]),
            tuple(_of_member(member, reason, names, is_private=is_private)),
        )
        for member in reason.get("members", ())
    ]
    missing = [skill(row["skill"]) for row in reason.get("needs", ()) if row["creative"] is None]
    if missing and is_private:
        words = _("Nobody in the team brings: %(skills)s.") % {"skills": listed(missing)}
        about.append(About("", (words,)))
    return about


def _of_member(
    member: dict, reason: dict, names: Mapping[int, str], *, is_private: bool
) -> list[str]:
    said = [*brought(member, reason, is_private=is_private), distance(member, reason)]
    if is_private:
        said += wishes(*member["wishes"])
    if member["waited"]:
        said.append(
            ngettext(
                "Was on the waiting list in one earlier round.",
                "Was on the waiting list in %(n)d earlier rounds.",
                member["waited"],
            )
            % {"n": member["waited"]}
        )
    if is_private and member["pinned"]:
        said.append(_("Is pinned to this team."))
    if is_private and member["alternative"] is not None:
        said.append(_alternative(member, names))
    return said


def brought(member: dict, reason: dict, *, is_private: bool) -> list[str]:
    """The wanted skills that a member brings, or why somebody without any is in the team."""
    rows = reason.get("needs", ())
    if not rows:
        return []
    mine = [row for row in rows if row["creative"] == member["creative"]]
    full = [skill(row["skill"]) for row in mine if row["percent"] >= FULLY]
    partly = [skill(row["skill"]) for row in mine if row["percent"] < FULLY]
    said = []
    if full:
        said.append(_("Brings what is wanted: %(skills)s.") % {"skills": listed(full)})
    if partly:
        said.append(_("Brings some of what is wanted: %(skills)s.") % {"skills": listed(partly)})
    first = {row["skill"] for row in mine}
    too = [skill(key) for key in member.get("brings", ()) if key not in first]
    if too:
        said.append(_("Knows as well: %(skills)s.") % {"skills": listed(too)})
    return said or (_without_skills(member, reason) if is_private else [])


def _without_skills(member: dict, reason: dict) -> list[str]:
    """For agents only: nobody reads about themselves that they bring nothing."""
    said = [_("Brings none of the wanted skills.")]
    if len(reason["members"]) == 1:
        return [*said, _("Without this person the organisation would have no team.")]
    if member["lost"] > 0:
        words = _("Another submarket, nearness and wishes still bring %(points)s points.")
        said.append(words % {"points": points(member["lost"])})
    return said


def distance(member: dict, reason: dict) -> str:
    if reason.get("mode") == "remote":
        return _("Works together with the organisation online; the distance does not count.")
    if member["km"] is None:
        return _("How far away is not known; it counts as the middle.")
    if member["km"] == 0:
        return _("Is at home in the same place.")
    return _("Lives %(km)d km away.") % {"km": member["km"]}


def wishes(of_organisation: int, of_creative: int) -> list[str]:
    """What the two said after they talked; who said nothing is not mentioned."""
    if (of_organisation, of_creative) == (YES, YES):
        return [_("Both would gladly work together.")]
    said = []
    if of_organisation:
        words = _("The organisation said “%(wish)s”.")
        said.append(words % {"wish": wish_word(of_organisation)})
    if of_creative:
        words = _("Said “%(wish)s” to the organisation.")
        said.append(words % {"wish": wish_word(of_creative)})
    return said


def wish_word(value: int) -> str:
    return {YES: _("Yes, gladly"), PERHAPS: _("Perhaps"), NO: _("Rather not")}.get(value, "")


def _alternative(member: dict, names: Mapping[int, str]) -> str:
    gain = member["alternative_gain"]
    facts = {"name": named(names, member["alternative"]), "points": points(abs(gain))}
    if gain > 0:
        return _("Free as well: %(name)s, worth %(points)s points more in this place.") % facts
    if gain == 0:
        return _("Free as well: %(name)s, worth just as much in this place.") % facts
    return _("Free as well: %(name)s, worth %(points)s points less in this place.") % facts


def effect(gain: int) -> str:
    """What a move brings or costs."""
    if gain > 0:
        return _("Brings %(points)s points.") % {"points": points(gain)}
    if gain < 0:
        return _("Costs %(points)s points.") % {"points": points(-gain)}
    return _("Changes nothing in points.")


def skill(key: str) -> str:
    """A skill in the language of the page; a free addition as it was written."""
    known = skills.get(key)
    return str(known) if known else key.removeprefix("~").capitalize()


def listed(words: list[str]) -> str:
    """One, two and three."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def scale(rules: Rules) -> list[str]:
    """What points are, with the numbers that count in this round."""
    numbers = {
        "wanted": rules.coverage_unit * 100 * 100,
        "near": rules.distance_max,
        "yes": YES * rules.pref_unit,
        "perhaps": PERHAPS * rules.pref_unit,
        "two": rules.diversity[min(2, len(rules.diversity) - 1)],
        "seat": rules.seat_cost,
        "floor": rules.floor,
    }
    words = {name: points(number) for name, number in numbers.items()}
    return [
        _("First as many organisations as possible get a team. Points decide how it is made up."),
        _("%(wanted)s points: everything that the organisation wants is there.") % words,
        _("%(two)s points: two different submarkets.") % words,
        _("Up to %(near)s points a person for being near.") % words,
        _(
            "%(yes)s points for a “Yes, gladly”, %(perhaps)s for a “Perhaps”; a “Rather not” takes %(yes)s."
        )
        % words,
        _("Each place costs %(seat)s points, so that nobody sits in a team without need.") % words,
        _("A team below %(floor)s points counts as weak: what is missing counts twice.") % words,
    ]


def points(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def named(names: Mapping[int, str], pk: int) -> str:
    return names.get(pk) or _("somebody")
