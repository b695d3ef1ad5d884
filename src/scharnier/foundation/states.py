"""How a row moves from one state to the next."""

from typing import ClassVar, Protocol

from django.db.models import Model, TextChoices
from django.db.models.options import Options
from django.utils.translation import gettext as _


class HasState(Protocol):
    """What there is to say about a row with a state."""

    @property
    def state(self) -> str: ...

    def get_state_display(self) -> str: ...


class Moving(HasState, Protocol):
    """A row of a model with a state, as ``move`` needs it."""

    _meta: ClassVar[Options]

    @property
    def pk(self) -> int: ...

    def refresh_from_db(self) -> None: ...


class ScharnierError(Exception):
    """The root of all refusals that a person is shown."""


class MoveRefused(ScharnierError):
    """``subject`` cannot take the step to ``to`` from where it stands now."""

    def __init__(self, subject: HasState, to: TextChoices) -> None:
        self.subject, self.to = subject, to
        super().__init__(
            _("%(subject)s is “%(state)s” and cannot become “%(to)s”.")
            % {"subject": subject, "state": subject.get_state_display(), "to": to.label}
        )


class Refused(ScharnierError):
    """Something else than the state stands in the way; the message says what and what now."""


def move(subject: Moving, to: TextChoices, *, moves: dict, **changes: object) -> None:
    """Move ``subject`` to the state ``to`` and save ``changes`` with it.

    The row is updated only if it still holds the state this process read, so
    of two people clicking at the same moment exactly one succeeds.

    Raises
    ------
    MoveRefused
        If ``moves`` does not allow the step, or someone else moved first.
    """
    if to not in moves[subject.state]:
        raise MoveRefused(subject, to)
    untouched = subject._meta.base_manager.filter(pk=subject.pk, state=subject.state)
    if not untouched.update(state=to, **changes):
        subject.refresh_from_db()
        raise MoveRefused(subject, to)
    for name, value in {"state": to, **changes}.items():
        setattr(subject, name, value)


VERSION = "version"


def rewrite(subject: Model, **changes: object) -> None:
    """Save ``changes`` if the row still has the ``version`` that this process read.

    The version then grows by one. For rows that two people may edit at once and
    that have no state of their own to compare.

    Raises
    ------
    Refused
        If someone else wrote first; ``subject`` then holds what they wrote.
    """
    read = getattr(subject, VERSION)
    untouched = type(subject)._base_manager.filter(pk=subject.pk, version=read)
    if not untouched.update(version=read + 1, **changes):
        subject.refresh_from_db()
        raise Refused(
            _(
                "Somebody else changed %(subject)s in the meantime. Look at it again and repeat your change."
            )
            % {"subject": subject}
        )
    for name, value in {VERSION: read + 1, **changes}.items():
        setattr(subject, name, value)
