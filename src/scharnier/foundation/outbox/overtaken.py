"""What a held mail says may be true no longer by the time that somebody releases it.

A later app knows about its own letters. It registers a judge for its templates in
``AppConfig.ready()``; a judge gets held mails of these templates and says which of them
have been overtaken, and by what.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from django.db.models import Model, QuerySet
from django.utils import translation

from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.outbox.states import MailState

Judge = Callable[[Sequence[Mail]], dict[int, str]]
_judges: dict[str, Judge] = {}


def register(judge: Judge, *templates: str) -> None:
    """Let ``judge(mails)`` say of held mails of these templates why they are no longer true."""
    for template in templates:
        _judges[template] = judge


def by_events(mails: Iterable[Mail]) -> dict[int, str]:
    """Mail → why it is no longer true, for those of ``mails`` that are held and are not."""
    waiting: dict[Judge, list[Mail]] = {}
    for mail in mails:
        judge = _judges.get(mail.template)
        if judge is not None and mail.state == MailState.HELD:
            waiting.setdefault(judge, []).append(mail)
    found: dict[int, str] = {}
    for judge, of_one_kind in waiting.items():
        found |= judge(of_one_kind)
    return found


def mark(mails: Collection[Mail]) -> None:
    """Note on each of these mails in ``overtaken_by`` why it is no longer true.

    A few queries for each kind of letter among them, however many there are. A list asks for
    the page that it shows; nobody judges thousands to show a few.
    """
    reasons = by_events(mails)
    for mail in mails:
        mail.overtaken_by = reasons.get(mail.pk, "")


def with_subjects[M: Model](mails: Sequence[Mail], rows: QuerySet[M]) -> Iterator[tuple[Mail, M]]:
    """Each mail with the row that it is about, in one query; without those whose row is gone."""
    known = rows.in_bulk({mail.subject_id for mail in mails})
    for mail in mails:
        if mail.subject_id in known:
            yield mail, known[mail.subject_id]


def readers(mails: Collection[Mail]) -> set[int]:
    """The people to whom these mails go."""
    return {mail.to_person_id for mail in mails if mail.to_person_id}


def lacks(mail: Mail, words: Callable[[], str]) -> bool:
    """Whether these words, said in the mail's language, do not stand in it.

    Where somebody chose the mail's words themselves, what they say is theirs.
    """
    with translation.override(mail.locale):
        return mail.version == 1 and words() not in mail.text
