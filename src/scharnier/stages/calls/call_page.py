"""What the public page of a call says today: everything decided, nothing left to the template."""

import datetime as dt
import re

from django.db.models import Model
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.web import formats
from scharnier.stages.calls import queries
from scharnier.stages.calls.models import Call, CallDate, CallFact, CallMedium, TargetGroup
from scharnier.stages.calls.states import Phase

SENTENCE_END = re.compile(r"(?<=[.!?]) +")


def hero_of(call: Call) -> dict:
    """The context of ``calls/_hero.html``; ``queries.load_doors`` was called before."""
    phase = call.phase
    asked = {question.side for question in call.eligibility_questions.all()}
    extension = max(call.extensions.all(), key=lambda e: e.pk, default=None)
    return {
        "call": call,
        "phase": phase.value,
        "status": status_line(call, phase),
        "extension": extension if phase == Phase.EXTENDED else None,
        "headline": SENTENCE_END.split(str(call.title)),
        "leaves": [
            leaf(group) | {"url": door_of(group, asked=group.side in asked)}
            for group in call.target_groups.all()
        ],
    }


def of(call: Call) -> dict:
    """The context of the page; ``queries.load_everything`` was called before."""
    now, phase = clock.now(), call.phase
    facts = list(call.facts.all())
    media = [medium for medium in call.media.all() if medium.address]
    steps = queries.timeline(call, now=now)
    return hero_of(call) | {
        "after": after_line(steps) if phase == Phase.CLOSED else "",
        "figures": [fact for fact in facts if fact.kind == CallFact.Kind.FIGURE],
        "benefits": [fact for fact in facts if fact.kind == CallFact.Kind.BENEFIT],
        "today": today_line(call, phase, now),
        "steps": steps,
        "film": next((medium for medium in media if medium.kind == CallMedium.Kind.FILM), None),
        "papers": [medium for medium in media if medium.kind != CallMedium.Kind.FILM],
        "questions": list(call.frequent_questions.all()),
        "contacts": list(call.contacts.all()),
        "regions": [str(region.name) for region in call.regions.all()],
    }


def leaf(group: TargetGroup) -> dict:
    """One half of the hinge, in the voice that speaks to its side."""
    with translation.override(voice_of(group)):
        return {
            "side": group.side,
            "title": str(group.title),
            "introduction": str(group.introduction),
            "points": [line.strip() for line in str(group.points).splitlines() if line.strip()],
            "button": str(group.button),
        }


def voice_of(group: TargetGroup) -> str:
    """The locale that speaks to this side in the visitor's language."""
    german = (get_language() or "de").startswith("de")
    return group.locale if german else "en"


def form_of(group: TargetGroup) -> str:
    """The first step of the application form."""
    return reverse("applications:begin", args=[group.call.slug, group.side])


def door_of(group: TargetGroup, *, asked: bool = True) -> str:
    """Where this side goes in: to the check if there is one, else to the form."""
    if asked:
        return reverse("calls:eligibility", args=[group.call.slug, group.side])
    return form_of(group)


def status_line(call: Call, phase: Phase) -> dict:
    """What is true now, with the moment that matters."""
    sentences = {
        Phase.BEFORE: _("Applications open on"),
        Phase.OPEN: _("Applications open until"),
        Phase.EXTENDED: _("Deadline extended: applications open until"),
        Phase.CLOSED: _("Applications closed since"),
    }
    when = call.opens_at if phase == Phase.BEFORE else call.deadline_at
    return {"words": sentences[phase], "when": when}


def after_line(steps: list[dict]) -> str:
    """How far a closed call is, by the dates after its deadline."""
    later = [step for step in steps if step["state"] != "done"]
    since = [step for step in steps if step["state"] == "done"]
    if not since or since[-1]["kind"] in (CallDate.Kind.OPENING, CallDate.Kind.DEADLINE):
        return _(
            "The deadline has passed. Applications are being looked through, and everybody gets an answer."
        )
    if later:
        return _("The teams are at work. Next: %(title)s, %(day)s.") % {
            "title": later[0]["label"],
            "day": formats.day(later[0]["when"]),
        }
    return _("The round is over. Others can repeat what its teams have built.")


def today_line(call: Call, phase: Phase, now: dt.datetime) -> str:
    """“Today, on 21 February 2027, applications are open. 22 days left.”"""
    facts = {"day": formats.day(now)}
    if phase == Phase.CLOSED:
        return _("Today is %(day)s. The deadline has passed.") % facts
    left = days_until(call.opens_at if phase == Phase.BEFORE else call.deadline_at, now)
    if phase == Phase.BEFORE:
        sentence = ngettext(
            "Today is %(day)s. Applications open in %(n)d day.",
            "Today is %(day)s. Applications open in %(n)d days.",
            left,
        )
    elif left == 0:
        sentence = _("Today, on %(day)s, is the last day to apply.")
    else:
        sentence = ngettext(
            "Today, on %(day)s, applications are open. %(n)d day left.",
            "Today, on %(day)s, applications are open. %(n)d days left.",
            left,
        )
    return sentence % (facts | {"n": left})


def days_until(moment: dt.datetime, now: dt.datetime) -> int:
    """Days as a calendar counts them, where the page is read."""
    return (formats.local(moment).date() - formats.local(now).date()).days


def in_json(call: Call, *, base_url: str) -> dict:
    """What another site may embed: the call without the names of contacts."""
    page = of(call)
    return {
        "title": str(call.title),
        "theme": str(call.theme),
        "introduction": str(call.introduction),
        "url": base_url + call.get_absolute_url(),
        "phase": page["phase"],
        "opens_at": call.opens_at.isoformat(),
        "deadline_at": call.deadline_at.isoformat(),
        "first_deadline_at": call.first_deadline_at.isoformat(),
        "extended_because": str(page["extension"].reason) if page["extension"] else None,
        "regions": page["regions"],
        "sides": [each | {"url": base_url + each["url"]} for each in page["leaves"]],
        "facts": [_words(fact, "kind", "figure", "text") for fact in call.facts.all()],
        "dates": [
            {"on": _day(step), "kind": step["kind"], "title": str(step["label"]),
             "text": str(step["text"])}
            for step in page["steps"]
        ],
        "questions": [_words(row, "question", "answer") for row in page["questions"]],
        "media": [
            {"kind": medium.kind, "title": str(medium.title), "url": _absolute(medium, base_url)}
            for medium in call.media.all()
            if medium.address
        ],
    }  # fmt: skip


def _day(step: dict) -> str:
    return step["when"].isoformat()


def _words(row: Model, *names: str) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in names}


def _absolute(medium: CallMedium, base_url: str) -> str:
    return base_url + medium.address if medium.address.startswith("/") else medium.address
