"""What a crowd needs in the database, and what is found there afterwards.

usage: python -m tools.ground, with an order a line: ["ORDER"] or ["ORDER", "NUMBER"]; a line of
JSON answers each.

``prepare`` migrates and publishes a call with the shipped forms; ``fill`` lets so many
applications be in it, written as rows; ``deadline`` moves the end of the call;
``tell`` prints applications with their answers and mails as JSON. The others say at
their functions what they do.
"""

import datetime as dt
import json
import random
import sys

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models import Model
from django.urls import reverse

from scharnier.foundation import clock, places
from scharnier.foundation.jobs.models import Turn
from scharnier.foundation.organisations.models import Organisation
from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.outbox.states import MailState
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Programme, ProgrammeRound
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions.models import Answer, Sheet
from scharnier.foundation.trail.models import Entry
from scharnier.stages.applications import actions as applications
from scharnier.stages.applications import mails, queries
from scharnier.stages.applications.models import (
    Applicant,
    Application,
    NumberSeries,
    SentVersion,
)
from scharnier.stages.applications.states import ApplicationState
from scharnier.stages.calls import actions as calls
from scharnier.stages.calls.models import Call, Side, TargetGroup
from tools.crowd import ANSWERS

SLUG = "runde"
SLICE = 500


def prepare() -> dict:
    call_command("migrate", verbosity=0)
    call_command(
        "setup", association="Verein", programme="Probe", lead="lead@example.org",
        lead_name="Lea Lead", region=["Erzgebirge=14521"], no_input=True, verbosity=0,
        stdout=sys.stderr,
    )  # fmt: skip
    programme, now, today = Programme.objects.get(), clock.now(), clock.today()
    days = {n: dt.timedelta(days=n) for n in (1, 30, 60, 90, 360)}
    call = calls.create_from_template(
        programme, template="cross-innovation", name="Runde", slug=SLUG,
        opens_at=now - days[1], deadline_at=now + days[30], kickoff_on=today + days[60],
        jury_on=today + days[90], starts_on=today, ends_on=today + days[360],
        regions=programme.regions.all(), by=None,
    )  # fmt: skip
    calls.publish(call, by=None)
    return {}


def collect() -> dict:
    """The static files, under names with their hashes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    return {}


def deadline(seconds: str) -> dict:
    """Only rows: a real deadline moves by an action, and only back."""
    end = clock.now() + dt.timedelta(seconds=float(seconds))
    Call.objects.filter(slug=SLUG).update(
        deadline_at=end, first_deadline_at=end, changed_at=clock.now()
    )
    ProgrammeRound.objects.update(grace_minutes=0)
    return {}


@transaction.atomic
def fill(number: str) -> dict:
    """Let exactly so many submitted applications be there."""
    group = TargetGroup.objects.select_related("call", "form").get(
        call__slug=SLUG, side=Side.ORGANISATION
    )
    there = Application.objects.filter(target_group=group).count()
    for start in range(there, int(number), SLICE):
        _add(group, range(start, min(start + SLICE, int(number))))
    NumberSeries.objects.update_or_create(target_group=group, defaults={"last": int(number)})
    return {"applications": Application.objects.filter(target_group=group).count()}


def _add(group: TargetGroup, numbers: range) -> None:
    dice, towns = random.Random(numbers.start), places.all_names()
    people = _made(Person, [Person(name=f"Person {n}", email=f"p{n}@example.org") for n in numbers])
    names = [f"{dice.choice('ABDEFGHKLMNPRSTW')}irma {dice.randrange(10**6)}" for _n in numbers]
    firms = _made(
        Organisation, [Organisation(name=name, municipality=dice.choice(towns)) for name in names]
    )
    count = sum(map(len, ANSWERS.values()))
    sheets = _made(
        Sheet, [Sheet(form=group.form, version=count, sent_version=count) for _ in numbers]
    )
    rows = [
        Application(
            call=group.call, target_group=group, side=group.side, sheet=sheet, organisation=firm,
            number=f"B-{n + 1:03d}", number_key=f"B-{n + 1:08d}", name=firm.name, name_key=queries.key_of(firm.name),
            municipality=firm.municipality, state=ApplicationState.SUBMITTED,
            submitted_at=clock.now(),
        )
        for n, sheet, firm in zip(numbers, sheets, firms, strict=True)
    ]  # fmt: skip
    made = _made(Application, rows)
    Applicant.objects.bulk_create(
        Applicant(application=one, person=who) for one, who in zip(made, people, strict=True)
    )
    typed = {key: value for page in ANSWERS.values() for key, value in page.items()}
    asked = {q.key: q for q in group.form.questions.all()}
    Answer.objects.bulk_create(
        Answer(sheet=sheet, question=asked[key], value=value, changed_by=who)
        for sheet, who in zip(sheets, people, strict=True)
        for key, value in typed.items()
    )
    SentVersion.objects.bulk_create(
        SentVersion(application=one, number=1, answers=typed, sent_by=who)
        for one, who in zip(made, people, strict=True)
    )
    Entry.objects.bulk_create(
        Entry(
            verb="sheet.answered", subject_type="questions.sheet", subject_id=sheet.pk,
            subject_name=f"Sheet #{sheet.pk}", actor=who, details={"questions": [key]},
        )
        for sheet, who in zip(sheets, people, strict=True)
        for key in typed
    )  # fmt: skip
    Mail.objects.bulk_create(
        Mail(
            to_person=who, to_address=who.email or "", subject="Eingang", text="Angekommen.",
            template="applications/receipt", subject_type="applications.application",
            subject_id=one.pk, state=MailState.SENT, message_id=f"<fill-{one.pk}@example.org>",
        )
        for one, who in zip(made, people, strict=True)
    )  # fmt: skip


def _made[Row: Model](model: type[Row], rows: list[Row]) -> list[Row]:
    return model._default_manager.bulk_create(rows)


def drafts(number: str) -> dict:
    """So many more applications that only have to be handed in; their links by address."""
    group = TargetGroup.objects.select_related("call__round", "form").get(
        call__slug=SLUG, side=Side.ORGANISATION
    )
    texts = {key: value for page in ANSWERS.values() for key, value in page.items()}
    links = {}
    with transaction.atomic():
        for n in range(int(number)):
            person = Person.objects.create_user(email=f"rush{n}@example.org", name="")
            application = applications.start(group, person=person, by=person)
            given = texts | {"org_name": f"Firma {n}", "email": person.email}
            questions.take_in(application.sheet, given, by=person)
            links[person.email] = {
                "door": passes.issue(mails.PURPOSE, application, to=person, days=1),
                "check": reverse("applications:check", args=[application.pk]),
            }
    return links


def letters(number: str) -> dict:
    """So many more mails that want to leave."""
    for n in range(int(number)):
        outbox.put(
            "people/login_code", to=f"letter{n}@example.org", subject=None,
            context={"code": str(n)}, urgent=True,
        )  # fmt: skip
    return {}


def later() -> dict:
    """As if ten minutes had gone by for everything that waits for a dead worker."""
    long_ago = clock.machine_now() - dt.timedelta(minutes=10)
    Mail.objects.filter(claimed_until__isnull=False).update(claimed_until=long_ago)
    Turn.objects.update(taken_at=long_ago)
    return {}


def again() -> dict:
    """A person sends what is unclear once more."""
    unclear = list(Mail.objects.filter(state=MailState.UNCLEAR))
    for mail in unclear:
        outbox.retry(mail, by=None)
    return {"mails": [mail.message_id for mail in unclear]}


def post() -> dict:
    """Every mail: its Message-ID and what became of it."""
    return dict(Mail.objects.order_by("pk").values_list("message_id", "state"))


def tell() -> dict:
    """By address: the state, number, answers and mails of everybody who is no filling.

    Under the empty address stands the deadline.
    """
    found: dict[str, dict] = {"": {"deadline": Call.objects.get(slug=SLUG).deadline_at.isoformat()}}
    applicants = Applicant.objects.filter(part="owner").exclude(person__name__startswith="Person ")
    for one in applicants.select_related("application__sheet", "person"):
        application = one.application
        answers = Answer.objects.filter(sheet=application.sheet).select_related("question")
        mails = Mail.objects.about(application).order_by("pk")
        found[one.person.email or ""] = {
            "state": application.state,
            "submitted_at": application.submitted_at.isoformat()
            if application.submitted_at
            else "",
            "number": application.number,
            "answers": {a.question.key: a.raw if a.is_wrong else a.value for a in answers},
            "rows": answers.count(),
            "notes": {a.question.key: a.note for a in answers if a.note},
            "mails": [[m.template, m.state, m.message_id, m.attempts] for m in mails],
            "versions": application.sent_versions.count(),
        }
    return found


def waiting() -> dict:
    """How many mails have not left yet."""
    on_their_way = [MailState.WAITING, MailState.SENDING]
    return {"mails": Mail.objects.filter(state__in=on_their_way).count()}


ORDERS = (
    prepare, collect, fill, drafts, deadline, letters, later, again, post, tell, waiting,
)  # fmt: skip


def main() -> None:
    orders = {order.__name__: order for order in ORDERS}
    for line in sys.stdin:
        name, *words = json.loads(line)
        said = orders[name](*words)
        if name == "fill" and connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # what filling leaves to do is not the visitors'
                cursor.execute("VACUUM ANALYZE")
                cursor.execute("CHECKPOINT")
        connections.close_all()
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
