from rules import add_perm, predicate

from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.outbox.states import MOVES, MailState
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import grants_of, holds, is_lead


@predicate
def leads_its_programme(person: Person, mail: Mail) -> bool:
    """Mails of no round (codes for signing in) concern every lead: they show whether mail works."""
    return holds(person, Role.LEAD, mail.round)


@predicate
def is_no_secret(person: Person, mail: Mail) -> bool:
    """Urgent mails carry codes and links that open somebody's door."""
    return not mail.urgent and mail.round_id is not None


@predicate
def is_held(person: Person, mail: Mail) -> bool:
    return mail.state == MailState.HELD


@predicate
def is_unclear(person: Person, mail: Mail) -> bool:
    return mail.state == MailState.UNCLEAR


@predicate
def did_not_arrive_for_sure(person: Person, mail: Mail) -> bool:
    return mail.state in (MailState.FAILED, MailState.UNCLEAR)


@predicate
def may_still_be_discarded(person: Person, mail: Mail) -> bool:
    return MailState.DISCARDED in MOVES[MailState(mail.state)]


def led_programmes(person: Person) -> set[int]:
    """The programmes whose mails this person sees; the list's side of the same rule."""
    return {grant.programme_id for grant in grants_of(person) if grant.role == Role.LEAD}


add_perm("outbox.view_mails", is_lead)
add_perm("outbox.view_mail", leads_its_programme)
add_perm("outbox.read_text", is_no_secret & leads_its_programme)
add_perm("outbox.edit_mail", is_held & is_no_secret & leads_its_programme)
add_perm("outbox.release_mail", is_held & leads_its_programme)
add_perm("outbox.discard_mail", may_still_be_discarded & leads_its_programme)
add_perm("outbox.retry_mail", did_not_arrive_for_sure & leads_its_programme)
add_perm("outbox.settle_mail", is_unclear & leads_its_programme)
