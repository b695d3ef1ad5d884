"""What the lower floors keep about people. They lie below and cannot say it themselves."""

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.foundation.files.models import File
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.organisations.models import Membership, Organisation
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.outbox.states import MailState
from scharnier.foundation.people.models import CreativeProfile, Pass, Person
from scharnier.foundation.privacy.models import Consent, DataSubjectRequest
from scharnier.foundation.privacy.registry import (
    Keep,
    register_erasure,
    register_export,
    register_names,
)
from scharnier.foundation.programmes.models import RoleGrant
from scharnier.foundation.questions.models import Answer
from scharnier.foundation.trail.models import Entry

SHORTEST_NUMBER = 6
NOBODYS_ADDRESS = "-"
LIBRARIES = ("account.EmailAddress", "mfa.Authenticator")  # what allauth keeps about a person

_contact = _("To reach you about the programme you take part in.")
_kept_name = _("Whoever had their data erased is named only where the law keeps a signature.")
_accounts = _("The trail of who decided what belongs to the accounts and is kept ten years.")
_delivery = _("To show for two years what was written to whom and whether it arrived.")
_key = _("It opens a door: once used it is of no more use to anybody.")
_running = _("To find out what went wrong.")
_clicks = _("So that two clicks make one thing; forgotten the night after.")
_barrier = _("To repair what was reported, and to answer.")
_organisation = _("An organisation takes part under its name and seat; kept with its application.")
_with_form = _("An answer is kept exactly as long as the form it belongs to.")
_proof = _("The proof of a consent is kept as long as what it allowed, and three years more.")

RULES = [
    Keep("people.Person.name", why=_contact),
    Keep("people.Person.email", why=_contact),
    Keep("people.Person.phone", why=_contact),
    Keep("people.Person.kept_name", why=_kept_name, by_law=True),
    Keep(
        "people.CreativeProfile.*",
        why=_("Typed once, offered again in every round, until you erase it."),
    ),
    Keep("organisations.Organisation.*", why=_organisation),
    Keep("organisations.Membership.position", why=_contact),
    Keep("trail.Entry.subject_name", why=_accounts, months=120, after="at"),
    Keep("trail.Entry.details", why=_accounts, months=120, after="at"),
    *(
        Keep(f"outbox.Mail.{name}", why=_delivery, months=24, after="created_at")
        for name in ("to_name", "to_address", "reply_to", "subject", "text", "html", "server_said")
    ),
    *(
        Keep(
            f"outbox.Mail.{name}",
            why=_key,
            months=1,
            after="created_at",
            where=Q(urgent=True),
            what=_p("kept data", "codes and links in mails"),
        )
        for name in ("text", "html")
    ),
    *(
        Keep(f"jobs.Job.{name}", why=_running, months=6, after="finished_at", then="delete")
        for name in ("subject_name", "message", "arguments", "result", "error", "traceback")
    ),
    Keep("jobs.Turn.traceback", why=_running),
    Keep("questions.Answer.value", why=_with_form),
    Keep("questions.Answer.raw", why=_with_form),
    Keep("questions.Answer.note", why=_with_form),
    Keep(
        "files.File.name",
        why=_("A file is kept as long as something uses it; then a nightly sweep erases it."),
    ),
    Keep("privacy.DataSubjectRequest.kept", why=_proof, months=36, after="done_at", then="delete"),
    Keep("web.SentForm.led_to", why=_clicks, months=0, after="sent_at", then="delete"),
    *(
        Keep(
            f"web.BarrierReport.{name}", why=_barrier, months=12, after="reported_at", then="delete"
        )
        for name in ("page_address", "description", "mail")
    ),
]

NOT_PERSONAL = [
    "people.Person.password",  # nobody has one
    "people.Pass.purpose", "people.Pass.subject_type", "people.Pass.token_hash",
    "trail.Entry.verb", "trail.Entry.subject_type",
    "programmes.Programme.*", "programmes.Region.*", "programmes.ProgrammeRound.*",
    "outbox.Mail.template", "outbox.Mail.template_version", "outbox.Mail.subject_type",
    "outbox.Mail.message_id", "outbox.Mail.claim",
    "jobs.Job.kind", "jobs.Job.subject_type", "jobs.Job.subject_url", "jobs.Job.fingerprint",
    "jobs.Job.claim",
    "jobs.WorkerBeat.*", "jobs.Turn.name",
    "questions.FormDefinition.*", "questions.FormPage.*", "questions.Question.*",
    "questions.Condition.*",
    "files.File.sha256", "files.File.content_type", "files.File.kind", "files.FileUse.subject_type",
    "privacy.Consent.subject_type",
    "web.LegalPage.*", "web.SentForm.key",
]  # fmt: skip


def rows_of(queryset: QuerySet, *names: str) -> list[dict]:
    """The rows as plain dictionaries of the named columns."""
    return [dict(zip(names, values, strict=True)) for values in queryset.values_list(*names)]


def export_person(person: Person) -> dict:
    own = {"name": person.name, "email": person.email, "phone": person.phone,
           "language": person.language, "address_form": person.address_form,
           "known_since": person.created_at}  # fmt: skip
    profile = CreativeProfile.objects.filter(person=person)
    return own | {
        "profile": list(profile.values()),
        "organisations": rows_of(
            Membership.objects.filter(person=person), "organisation__name", "position"
        ),
        "roles": rows_of(
            RoleGrant.objects.filter(person=person), "programme__slug", "role", "granted_at"
        ),
        "links": rows_of(Pass.objects.filter(person=person), "purpose", "created_at", "expires_at"),
    }


def export_consents(person: Person) -> list[dict]:
    given = Consent.objects.filter(person=person).select_related("text").order_by("given_at")
    return [
        {"purpose": one.text.purpose, "version": one.text.version, "text": str(one.text.text),
         "given_at": one.given_at, "channel": one.channel, "withdrawn_at": one.withdrawn_at}
        for one in given
    ]  # fmt: skip


def export_mails(person: Person) -> list[dict]:
    """Every mail to this person; codes and links in urgent ones are left out."""
    mails = Mail.objects.filter(to_person=person).order_by("pk")
    return [
        {"subject": mail.subject, "to": mail.to_address, "state": mail.state,
         "written": mail.created_at, "sent": mail.sent_at, "text": "" if mail.urgent else mail.text}
        for mail in mails
    ]  # fmt: skip


def export_trail(person: Person) -> list[dict]:
    """What this person did, and what was done with their own row."""
    entries = Entry.objects.filter(
        Q(actor=person) | Q(pk__in=Entry.objects.about(person).values("pk"))
    )
    return rows_of(entries.order_by("at"), "at", "verb", "subject_name")


def export_files(person: Person) -> list[dict]:
    return rows_of(
        File.objects.filter(uploaded_by=person), "name", "content_type", "size", "stored_at"
    )


def export_requests(person: Person) -> list[dict]:
    asked = DataSubjectRequest.objects.filter(person=person)
    return rows_of(asked, "kind", "state", "requested_at", "done_at")


def names_of(person: Person) -> list[str]:
    """Name, address, telephone and studio, also of the rows that became this one."""
    rows = Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person))
    studios = CreativeProfile.objects.filter(person=person).values_list("studio", flat=True)
    return [
        *rows.values_list("name", flat=True),
        *(row.email for row in rows if row.email),
        *(row.phone for row in rows if len(row.phone) >= SHORTEST_NUMBER),
        *studios,
    ]


def somebody_else_is_called(name: str, person: Person) -> bool:
    """Another person, or a firm: its name says nothing about anybody."""
    others = Person.objects.filter(is_active=True, name__icontains=name).exclude(pk=person.pk)
    profiles = CreativeProfile.objects.filter(studio__icontains=name).exclude(person=person)
    firms = Organisation.objects.filter(name__iexact=name)
    return others.exists() or profiles.exists() or firms.exists()


def forget_name_in_trail(*subjects: Model) -> None:
    """Leave what was done and when, without the name of what it was done to."""
    for subject in subjects:
        Entry.objects.about(subject).update(subject_name="")


def erase_person(person: Person, *, by: Person | None) -> None:
    """Erase what the foundation knows; the row stays, empty, for what must point at it."""
    profiles = CreativeProfile.objects.filter(person=person)
    forget_name_in_trail(*profiles)
    profiles.delete()
    Membership.objects.filter(person=person).delete()
    RoleGrant.objects.filter(person=person).delete()
    Pass.objects.filter(person=person).delete()
    for label in LIBRARIES:
        apps.get_model(label).objects.filter(user=person).delete()
    erase_mails(person)
    Job.objects.filter(requested_by=person).update(requested_by=None)
    Answer.objects.filter(changed_by=person).update(changed_by=None)
    forget_name_in_trail(person)


def erase_mails(person: Person) -> None:
    """Mails that have not left never leave; of the others only that they existed remains."""
    mails = Mail.objects.filter(
        Q(to_person=person) | Q(to_address__iexact=person.email or NOBODYS_ADDRESS)
    )
    forget_name_in_trail(*mails.only("pk"))
    on_their_way = (MailState.HELD, MailState.WAITING, MailState.FAILED, MailState.UNCLEAR)
    mails.filter(state__in=on_their_way).update(state=MailState.DISCARDED)
    mails.exclude(state=MailState.SENDING).update(
        to_name="",
        to_address="",
        reply_to="",
        subject=gettext("(erased)"),
        text="",
        html="",
        server_said="",
    )


register_export(_("Person"), export_person)
register_export(_("Consents"), export_consents)
register_export(_("Mails"), export_mails)
register_export(_("What you did"), export_trail)
register_export(_("Files you uploaded"), export_files)
register_export(_("Your requests about your data"), export_requests)
register_erasure(erase_person)
register_names(names_of, somebody_else_is_called)
