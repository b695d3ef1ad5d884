"""A round and its call, from a template."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from scharnier.foundation import money
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.actions import create_round
from scharnier.foundation.programmes.models import (
    Ownership,
    Programme,
    ProgrammeRound,
    Region,
    Role,
)
from scharnier.foundation.programmes.queries import owners_of
from scharnier.foundation.questions import templates as forms
from scharnier.foundation.questions.actions import build_form
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.foundation.web import formats
from scharnier.stages.calls import shipped
from scharnier.stages.calls.models import ORDERED_PARTS, Call, CallDate, Contact, TargetGroup
from scharnier.stages.calls.words import OPENING_AFTER_DEADLINE, joined

LOCALES = {"de": "de", "de-informal": "de-informal", "en": "en"}
DAYS_A_MONTH = 30.44
ROUND_TEXTS = ("team_label", "teams_label")


@transaction.atomic
def create_from_template(
    programme: Programme,
    *,
    template: str,
    name: LazyI18nString | str,
    slug: str,
    opens_at: dt.datetime,
    deadline_at: dt.datetime,
    kickoff_on: dt.date,
    jury_on: dt.date,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Person | None,
    regions: Iterable[Region] = (),
    **round_settings: object,
) -> Call:
    """Set up a round and its draft call with forms, texts, dates and contacts.

    ``round_settings`` replace the template's numbers (``award_cents``, ``team_max`` …).
    Everything made here can be edited; nobody outside sees it before ``publish``.
    """
    if opens_at >= deadline_at:
        raise Refused(OPENING_AFTER_DEADLINE)
    shape = shipped.load(template)
    settings = {**shape["round"], **round_settings}
    settings |= {key: _text(settings[key], {}) for key in ROUND_TEXTS}
    made = create_round(
        programme,
        name=_named(name),
        slug=slug,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
        **settings,
    )
    regions = list(regions)
    figures = _figures(made, regions, kickoff_on)
    call = Call.objects.create(
        round=made,
        slug=slug,
        opens_at=opens_at,
        deadline_at=deadline_at,
        first_deadline_at=deadline_at,
        **{key: _text(value, figures) for key, value in shape["call"].items()},
    )
    call.regions.set(regions)
    _make_groups(call, shape, figures, by)
    _make_dates(call, shape, figures, kickoff_on=kickoff_on, jury_on=jury_on)
    for part in ("facts", "frequent_questions", "eligibility_questions", "media"):
        _make_rows(call, part, shape[part], figures)
    _make_contacts(call, programme, by)
    record("call.created", call, by=by, template=template)
    return call


def _make_groups(call: Call, shape: dict, figures: dict, by: Person | None) -> None:
    for described in shape["target_groups"]:
        form = build_form(forms.load(shape["forms"][described["side"]]), by=by)
        TargetGroup.objects.create(
            call=call, form=form, **{k: _text(v, figures) for k, v in described.items()}
        )


def _make_dates(
    call: Call, shape: dict, figures: dict, *, kickoff_on: dt.date, jury_on: dt.date
) -> None:
    days = {
        CallDate.Kind.OPENING: formats.local(call.opens_at).date(),
        CallDate.Kind.DEADLINE: formats.local(call.deadline_at).date(),
        CallDate.Kind.KICKOFF: kickoff_on,
        CallDate.Kind.JURY: jury_on,
        CallDate.Kind.FINAL: call.round.ends_on,
    }
    for described in shape["dates"]:
        words = {key: _text(value, figures) for key, value in described.items()}
        CallDate.objects.create(call=call, on=days[CallDate.Kind(described["kind"])], **words)


def _make_rows(call: Call, part: str, rows: list[dict], figures: dict) -> None:
    model = ORDERED_PARTS[part]
    for position, described in enumerate(rows, start=1):
        words = {key: _text(value, figures) for key, value in described.items()}
        model._default_manager.create(call=call, position=position, **words)


def _make_contacts(call: Call, programme: Programme, by: Person | None) -> None:
    """Lead and agents of the programme as they are known; the page shows them after an edit."""
    grants = programme.role_grants.filter(role__in=[Role.LEAD, Role.AGENT], person__is_active=True)
    grants = grants.select_related("person", "region").order_by("-role", "region", "pk")
    seen: set[int] = set()
    for grant in grants:
        if grant.person_id in seen:
            continue
        seen.add(grant.person_id)
        Contact.objects.create(
            call=call,
            position=len(seen),
            region=grant.region,
            name=grant.person.name,
            function=LazyI18nString({lng: _role(grant.role, lng) for lng in ("de", "en")}),
            email=grant.person.email or "",
            phone=grant.person.phone,
        )


def _role(role: str, language: str) -> str:
    with translation.override(language):
        return str(Role(role).label)


def _named(name: LazyI18nString | str) -> LazyI18nString:
    return name if isinstance(name, LazyI18nString) else LazyI18nString({"de": name, "en": name})


def _figures(round: ProgrammeRound, regions: list[Region], kickoff_on: dt.date) -> dict[str, dict]:
    """What the template's placeholders stand for, by locale."""
    months = max(1, round_half((round.ends_on - kickoff_on).days / DAYS_A_MONTH))
    team = str(round.team_max)
    if round.team_min != round.team_max:
        team = f"{round.team_min}–{round.team_max}"
    owners = list(owners_of(round.programme))
    figures = {}
    for locale, language in LOCALES.items():
        with translation.override(language):
            where = joined([str(region.name) for region in regions])
            figures[locale] = {
                "months": months,
                "award": money.in_words(round.award_cents, round.currency),
                "creatives": team,
                # The template ends the sentence, and most associations are an “e. V.”
                "owners": (_in_charge(owners) or str(round.programme)).removesuffix("."),
                "regions": where or {"en": "Saxony"}.get(language, "Sachsen"),
            }
    return figures


def _in_charge(owners: list[Ownership]) -> str:
    """“Verband A, gemeinsam mit B und C”; nothing if nobody owns the programme yet."""
    names = [str(owner.organisation) for owner in owners]
    if len(names) < 2:
        return "".join(names)
    return _("%(lead)s, together with %(partners)s") % {
        "lead": names[0],
        "partners": joined(names[1:]),
    }


def round_half(number: float) -> int:
    return int(number + 0.5)


def _text(value: object, figures: dict[str, dict]) -> object:
    """A text of the template in its languages, with the round's numbers in it."""
    if not isinstance(value, dict):
        return value
    filled = {
        locale: words.format(**figures[locale]) if figures else words
        for locale, words in value.items()
    }
    return LazyI18nString(filled)
