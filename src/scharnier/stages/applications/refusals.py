"""Why something cannot be done, in sentences that say what now."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.foundation.questions.models import Question
from scharnier.foundation.states import Refused
from scharnier.foundation.web import formats


class TooLate(Refused):
    """The call takes no more applications, and no later date was granted."""

    def __init__(self, call) -> None:
        self.call = call
        super().__init__(
            _(
                "This call has been closed since %(deadline)s. Everything you have written is kept. "
                "Write to us if something got in your way."
            )
            % {"deadline": formats.moment(call.deadline_at)}
        )


class TooEarly(Refused):
    def __init__(self, call) -> None:
        super().__init__(
            _("This call opens on %(opening)s. You can apply from then on.")
            % {"opening": formats.moment(call.opens_at)}
        )


class Incomplete(Refused):
    """Needed answers are missing or cannot be read."""

    def __init__(self, missing: Sequence[Question]) -> None:
        self.missing = list(missing)
        super().__init__(
            ngettext(
                "One answer is still missing: %(labels)s.",
                "%(number)d answers are still missing: %(labels)s.",
                len(missing),
            )
            % {"number": len(missing), "labels": "; ".join(str(q.label) for q in missing)}
        )


class AddressNotShown(Refused):
    """The call counts applications, and nobody has opened the link that was mailed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This call takes a limited number of applications from everybody. Open the link "
                "in our mail first, which shows that the address is yours, and hand in from there."
            )
        )


class EnoughAlready(Refused):
    """The call takes no more of this person or organisation."""

    def __init__(self, most: int, others: Sequence[object]) -> None:
        super().__init__(
            ngettext(
                "One person or organisation can hand in %(number)d application to this call, and "
                "there is one already: %(others)s. Change that one, or withdraw it first.",
                "One person or organisation can hand in %(number)d applications to this call, and "
                "so many are there: %(others)s. Change one of them, or withdraw one first.",
                most,
            )
            % {"number": most, "others": ", ".join(map(str, others))}
        )


class NothingNew(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("Nothing has changed since you last handed in. There is nothing to send.")
        )
