"""One function per mail. What a person waits for goes out at once, the rest is held."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.queries import summarise
from scharnier.stages.applications import queries, questions_back
from scharnier.stages.applications.models import Application, LateEntry, QuestionBack
from scharnier.stages.calls.models import TargetGroup

PURPOSE = "apply"


def link_to_go_on(
    application: Application, to: Person, others: Sequence[Application] | None = None
) -> None:
    if others is None:
        others = queries.others_of(application, to)[:3]
    _put(
        "link",
        application,
        to,
        urgent=True,
        accepts=queries.accepts(application),
        others=[(other, _link(other, to)) for other in others],
    )


def receipt(application: Application, whole: Filled, *, confirmed: bool = True) -> None:
    """With ``confirmed=False`` it says that nobody opened the link from the first mail."""
    answer = queries.answer_before(queries.dates_ahead(application.call))
    _to_all("receipt", application, whole, confirmed=confirmed, answer=answer)


def receipt_of_change(application: Application, whole: Filled) -> None:
    _to_all("receipt_of_change", application, whole)


def withdrawn(application: Application) -> None:
    for person in _reachable(application):
        _put("withdrawn", application, person, urgent=True)


def too_late(application: Application, to: Person, whole: Filled) -> None:
    _put("too_late", application, to, urgent=True, pages=_copy(application, whole, to))


def was_told_too_late(application: Application) -> bool:
    return Mail.objects.about(application).filter(template="applications/too_late").exists()


def invitation(application: Application, to: Person, *, invited_by: str, to_read: bool) -> None:
    _put("invitation", application, to, urgent=True, invited_by=invited_by, to_read=to_read)


def draft_reminder(application: Application) -> None:
    """Held until it is released, so it bears no key: whoever releases it could use it."""
    owner = queries.owner_of(application)
    if owner is not None:
        _put("draft_reminder", application, owner, link=_address(application))


def change_not_sent(application: Application) -> None:
    for person in _reachable(application):
        _put("change_not_sent", application, person, link=_address(application))


def question_back(asked: QuestionBack) -> None:
    _about_question_back("question_back", asked)


def question_back_reminder(asked: QuestionBack) -> None:
    _about_question_back("question_back_reminder", asked)


def _about_question_back(template: str, asked: QuestionBack) -> None:
    """To everybody who works on it; held until it is released, so it bears no key."""
    application = asked.application
    questions = questions_back.questions_of(asked)
    for person in _reachable(application):
        _put(
            template,
            application,
            person,
            link=_address(application),
            asked=asked,
            questions=questions,
            deadline=asked.until,
        )


def reply_received(application: Application) -> None:
    for person in _reachable(application):
        _put("reply_received", application, person, urgent=True)


def deadline_moved(application: Application, reason: object) -> None:
    """Held like every mail that nobody waits for, so it bears no key either."""
    for person in _reachable(application):
        _put("deadline_moved", application, person, link=_address(application), reason=reason)


def late_entry(entry: LateEntry) -> None:
    """To an address, which may be nobody's yet; the link leads to the call's first step."""
    call = entry.call
    known = Person.objects.with_email(entry.email)
    groups = TargetGroup.objects.filter(call=call).order_by("pk")
    links = [
        (group, settings.BASE_URL + reverse("applications:begin", args=[call.slug, group.side]))
        for group in groups
    ]
    outbox.put(
        "applications/late_entry",
        to=known or entry.email,
        subject=call,
        context={"entry": entry, "call": call, "links": links},
        round=call.round,
    )


def of_application(application: Application):
    """The mails about it, the latest first, for the page of the team."""
    return Mail.objects.about(application).order_by("-created_at", "-pk")


def _to_all(template: str, application: Application, whole: Filled, **context: object) -> None:
    for person in _reachable(application):
        pages = _copy(application, whole, person)
        _put(template, application, person, urgent=True, pages=pages, **context)


def _reachable(application: Application) -> list[Person]:
    return [person for person in queries.people_of(application) if person.email]


def _put(
    template: str, application: Application, to: Person, *, urgent: bool = False, **context: object
) -> Mail | None:
    call = application.call
    return outbox.put(
        f"applications/{template}",
        to=to,
        subject=application,
        context={
            "application": application,
            "call": call,
            "link": context.pop("link", None) or _link(application, to),
            "days": call.round.resume_link_days,
            "deadline": context.pop("deadline", None) or queries.deadline_of(application),
            **context,
        },
        round=call.round,
        urgent=urgent,
        address_form=application.target_group.address,
    )


def _address(application: Application) -> str:
    """The page itself: whoever comes without a link is sent one."""
    return settings.BASE_URL + application.get_absolute_url()


def _link(application: Application, to: Person) -> str:
    days = application.call.round.resume_link_days
    return passes.issue(PURPOSE, application, to=to, days=days)


def _copy(application: Application, whole: Filled, to: Person) -> list:
    """The answers in words, in the language of the mail."""
    informal = application.target_group.address == "du" and to.language.startswith("de")
    with translation.override("de-informal" if informal else to.language):
        return [
            (
                str(one.page.title),
                [(str(row.question.label), row.words) for row in one.rows if row.words],
            )
            for one in summarise(whole)
        ]
