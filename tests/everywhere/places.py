"""Every address of the product, each with a row of the demo round that it can be tried with."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from django.core import signing
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from scharnier.desk.demo import personas
from scharnier.desk.demo.loader import NEXT_CALL
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.models import Consent
from scharnier.foundation.programmes.models import Programme, ProgrammeRound, RoleGrant
from scharnier.foundation.web import theme
from scharnier.stages.applications.models import Application, ImportRun, QuestionBack
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.calls.mails import SALT
from scharnier.stages.calls.models import Call, Reminder
from scharnier.stages.events.models import Event
from scharnier.stages.jury.models import Case, Condition, Seat
from scharnier.stages.matching.models import Matching, Team
from scharnier.stages.projects.models import Project, Voucher
from scharnier.stages.reviews.models import EligibilityReason, Review

PEOPLE = {
    "nobody": None,
    "stranger": "frisch@example.org",
    **personas.ADDRESSES,
    "other firm": "o01@example.org",
}


@dataclass(frozen=True)
class Address:
    """A name of the URLconf with what its address is made of."""

    name: str
    parameters: tuple[str, ...]
    view: Callable = field(compare=False)

    @property
    def namespace(self) -> str:
        return self.name.partition(":")[0]


@cache
def addresses() -> list[Address]:
    """Every address that has a name."""
    return [address for address in _walk(get_resolver().url_patterns) if "?" not in address.name]


def _walk(patterns: list, within: str = "", given: tuple[str, ...] = ()) -> Iterator[Address]:
    for one in patterns:
        asked = (*given, *re.findall(r"<(?:\w+:)?(\w+)>", str(one.pattern)))
        if isinstance(one, URLPattern):
            yield Address(f"{within}{one.name or '?'}", asked, one.callback)
        elif isinstance(one, URLResolver):
            inner = f"{within}{one.namespace}:" if one.namespace else within
            yield from _walk(one.url_patterns, inner, asked)


class Places:
    """Rows of the demo round: what belongs to the firm and the creative of its second team."""

    def __init__(self) -> None:
        self.firm = Application.objects.get(applicants__person__email=PEOPLE["firm"])
        self.call: Call = self.firm.call
        self.next_call = Call.objects.get(slug=NEXT_CALL)
        self.round: ProgrammeRound = self.call.round
        self.team = Team.objects.get(organisation=self.firm)
        self.project = Project.objects.get(team=self.team)
        self.voucher = Voucher.objects.get(project=self.project, state="draft")
        self.blueprint = Blueprint.objects.get(project=self.project)
        self.case = Case.objects.filter(challenge__team=self.team).earliest("pk")
        self.board = Matching.objects.get(round=self.round)
        self.draft = Application.objects.filter(state="draft", side="organisation").latest("pk")
        self.event = Event.objects.get(kind="kickoff")
        self.reviewer = Person.objects.get(email=PEOPLE["reviewer"])

    def url(self, name: str, **instead: object) -> str:
        """The address; ``instead`` names other rows than the usual ones."""
        wanted = next(address for address in addresses() if address.name == name)
        return reverse(
            name, kwargs={key: self._value(name, key) for key in wanted.parameters} | instead
        )

    def _value(self, name: str, key: str) -> object:
        namespace = name.partition(":")[0]
        if name in self.by_name and key in self.by_name[name]:
            return self.by_name[name][key]
        return self.by_namespace[namespace][key]

    @cached_property
    def by_namespace(self) -> dict[str, dict[str, object]]:
        programme = Programme.objects.get()
        pks = {
            "desk": self.round, "files": self.voucher.file, "jobs": Job.objects.earliest("pk"),
            "outbox": Mail.objects.earliest("pk"), "programmes": programme,
            "privacy": Consent.objects.filter(person__email=PEOPLE["firm"]).earliest("pk"),
            "calls": self.next_call, "events": self.event, "applications": self.firm,
            "reviews": self.round, "matching": self.board, "challenges": self.case.challenge,
            "jury": self.case.jury_day, "projects": self.project, "blueprints": self.blueprint,
        }  # fmt: skip
        found: dict[str, dict[str, object]] = {name: {"pk": row.pk} for name, row in pks.items()}
        found["desk"]["name"] = "teambildung"
        found["web"] = {"kind": "imprint", "layout": "public"}
        found["people"] = {"token": self._pass()}
        found["programmes"] |= {
            "region": programme.regions.earliest("pk").pk,
            "owner": programme.ownerships.latest("pk").pk,
            "grant": RoleGrant.objects.latest("pk").pk,
        }
        found["calls"] |= {
            "programme": programme.pk, "slug": NEXT_CALL, "part": "fragen",
            "row": self.next_call.frequent_questions.earliest("pk").pk, "token": self._reminder(),
            "side": "organisation",
        }  # fmt: skip
        found["events"] |= {
            "round": self.next_call.round_id,
            "registration": self.event.registrations.earliest("pk").pk,
        }
        found["applications"] |= {
            "slug": NEXT_CALL, "side": "organisation",
            "key": self.draft.target_group.form.pages.earliest("position").key,
            "part": self.draft.applicants.latest("pk").pk, "kind": "csv",
        }  # fmt: skip
        found["reviews"] |= {"side": "organisation", "outcome": "accepted"}
        found["matching"] |= {
            "application": self.firm.pk,
            "event": self.event.pk,
            "creative": self.board.participants.filter(side="creative").earliest("pk").pk,
            "participant": self.board.participants.earliest("pk").pk,
            "proposal": self.board.proposals.latest("pk").pk,
            "verb": "reopen",
        }
        found["challenges"]["number"] = 1
        found["jury"]["case"] = self.case.pk
        found["projects"] |= {
            "line_pk": self.voucher.budget_line_id, "voucher_pk": self.voucher.pk,
            "milestone_pk": self.project.milestones.earliest("pk").pk,
            "file_pk": self.voucher.file_id,
        }  # fmt: skip
        found["blueprints"] |= {
            "slug": self.blueprint.slug,
            "reuse_pk": self.blueprint.reuses.latest("pk").pk,
            "file_pk": self.blueprint.files.earliest("pk").pk,
        }  # fmt: skip
        return found

    @cached_property
    def by_name(self) -> dict[str, dict[str, object]]:
        """Where the same word means another row."""
        mine = Review.objects.filter(reviewer=self.reviewer).earliest("pk").pk
        asked = QuestionBack.objects.latest("pk")
        reason = EligibilityReason.objects.earliest("pk").pk
        run = ImportRun.objects.latest("pk").pk
        held = Mail.objects.get(state="held").pk
        found = {"programmes:round": {"pk": self.round.pk}, "calls:medium": {"pk": self._medium()}}
        found |= {f"outbox:{verb}": {"pk": held} for verb in ("edit", "discard")}
        for verb, state in (("retry", "failed"), ("settle", "unclear")):
            found[f"outbox:{verb}"] = {"pk": Mail.objects.get(state=state).pk}
        for verb, state in (("stop", "running"), ("retry", "failed")):
            found[f"jobs:{verb}"] = {"pk": Job.objects.get(state=state).pk}
        found |= {
            f"applications:import_{what}": {"pk": run} for what in ("run", "mapping", "apply")
        }
        found |= {
            f"reviews:{name}": {"pk": mine}
            for name in (
                "review", "begin", "score", "hand_in", "take_back", "declare_conflict", "unassign",
            )
        }  # fmt: skip
        found |= {
            f"reviews:{name}": {"pk": self.firm.pk}
            for name in (
                "check", "application", "assign", "decide", "promote", "organiser_conflict",
            )
        }  # fmt: skip
        found |= {f"reviews:{verb}_reason": {"pk": reason} for verb in ("change", "drop")}
        found["reviews:add_reason"] = {"pk": self.round.pk}
        found |= {
            f"matching:{name}": {"pk": self.team.pk}
            for name in ("team", "answer_for", "agent", "offer", "take_back", "dissolve", "replace")
        }
        found["applications:take_back_question"] = {"pk": asked.application_id, "asked": asked.pk}
        found["matching:wishes"] = {"pk": self.board.participants.get(application=self.firm).pk}
        seat = Seat.objects.get(jury_day=self.case.jury_day, person__email=PEOPLE["juror"])
        found["jury:unseat"] = {"pk": seat.pk}
        found |= {f"jury:{name}": {"pk": self.case.pk} for name in ("drop_case", "call", "verdict")}
        found["jury:condition"] = {"pk": Condition.objects.earliest("pk").pk}
        found["projects:enter"] = {"pk": self.team.pk}
        found["blueprints:enter"] = {"pk": self.project.pk}
        brand, spark = "1d3fc0", "ffbf2e"
        found["web:theme"] = {
            "brand": brand, "spark": spark,
            "content_hash": theme.content_hash(f"#{brand}", f"#{spark}"),
        }  # fmt: skip
        return found

    def _pass(self) -> str:
        owner = Person.objects.get(email=PEOPLE["firm"])
        return (
            passes.issue("application", self.firm, to=owner, days=30)
            .rpartition("/link/")[2]
            .strip("/")
        )

    def _reminder(self) -> str:
        return signing.dumps({"reminder": Reminder.objects.latest("pk").pk}, salt=SALT)

    def _medium(self) -> int:
        return self.next_call.media.earliest("pk").pk
