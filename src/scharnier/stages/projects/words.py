"""Sentences of the project stage: refusals, faults of vouchers, the text of the agreement."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from i18nfield.strings import LazyI18nString

from scharnier.foundation.money import in_words
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.web import formats
from scharnier.stages.projects.models import BudgetLine, Project, Voucher
from scharnier.stages.projects.states import VoucherState

FAULTS = {
    "no_file": gettext_lazy("Add a photo or file of the voucher."),
    "no_payment_date": gettext_lazy("Enter the date of payment; it stands on the bank statement."),
    "paid_before_invoice": gettext_lazy(
        "It was paid more than a month before the date of the invoice. Check both dates."
    ),
    "before_period": gettext_lazy("The invoice is dated before the eligible period."),
    "after_period": gettext_lazy("The invoice is dated after the eligible period."),
    "over_line": gettext_lazy(
        "It is more than is planned here. Change the budget first, or lower the eligible amount."
    ),
    "same_elsewhere": gettext_lazy(
        "Another voucher of this round has the same number, payee, date and amount. See to it that nothing is paid twice."
    ),
}


def fault_sentences(faults: list[str]) -> list[str]:
    return [str(FAULTS[fault]) for fault in faults]


def faults_in_words(faults: list[str], round: ProgrammeRound) -> str:
    """All faults in one text, with the eligible period where it matters."""
    sentences = fault_sentences(faults)
    if (
        round.eligible_from
        and round.eligible_until
        and {"before_period", "after_period"} & {*faults}
    ):
        sentences.append(
            _("The period runs from %(start)s to %(end)s.")
            % {
                "start": formats.day(round.eligible_from),
                "end": formats.day(round.eligible_until),
            }
        )
    return " ".join(sentences)


def over_award(project: Project, excess_cents: int) -> str:
    currency = project.round.currency
    return _(
        "The plan would be %(excess)s more than the %(award)s granted. Lower this or another line."
    ) % {
        "excess": in_words(excess_cents, currency),
        "award": in_words(project.award.amount_cents, currency),
    }


def has_begun(title: str) -> str:
    return _("The project “%(title)s” has begun already.") % {"title": title}


def less_than_handed_in(line: BudgetLine, committed_cents: int) -> str:
    currency = line.project.round.currency
    return _("Vouchers of %(amount)s are handed in on “%(line)s”. Plan at least as much.") % {
        "amount": in_words(committed_cents, currency),
        "line": line,
    }


def line_has_vouchers(line: BudgetLine) -> str:
    return _("Vouchers stand on “%(line)s”. Put them on another line first.") % {"line": line}


def agreement_is_closed(project: Project) -> str:
    return _("The agreement of “%(project)s” is signed by all and closed.") % {"project": project}


def agreement_was_changed(project: Project) -> str:
    return _(
        "The agreement of “%(project)s” was changed since you read it. Read it again, then sign."
    ) % {"project": project}


def voucher_is_closed(voucher: Voucher) -> str:
    return _(
        "“%(voucher)s” is being checked or was checked; take it back before you change it."
    ) % {"voucher": voucher}


def is_there_already(voucher: Voucher) -> str:
    return _(
        "“%(voucher)s” is there already on “%(line)s”, with the same number, payee, date and amount. Open it to change it."
    ) % {"voucher": voucher, "line": voucher.budget_line}


def vouchers_wait(vouchers: list[Voucher]) -> str:
    """Why a project cannot be finished yet: vouchers to be checked, and questions about others."""
    sentences = [_("The project cannot be finished yet.")]
    for state, sentence in WAITING.items():
        named = ", ".join(str(voucher) for voucher in vouchers if voucher.state == state)
        if named:
            sentences.append(str(sentence) % {"vouchers": named})
    return " ".join(sentences)


WAITING = {
    VoucherState.HANDED_IN: gettext_lazy("Not checked yet: %(vouchers)s."),
    VoucherState.QUERIED: gettext_lazy("With a question that is not answered yet: %(vouchers)s."),
}


def not_tried_yet(project: Project) -> str:
    return _(
        "Show the prototype of “%(project)s” and record at least one test before you finish."
    ) % {"project": project}


def agreement_text(project: Project, names: list[str]) -> str:
    """The agreement that the partners (``names``) start from, in Markdown and in German."""
    with translation.override("de"):
        context = {"project": project, "names": names}
        return render_to_string("projects/agreement.md", context).strip()


COST_CATEGORIES = [
    (gettext_noop("Fees of creatives"), True),
    (gettext_noop("Material"), False),
    (gettext_noop("Software and services"), False),
    (gettext_noop("Travel"), False),
]


def cost_categories() -> list[tuple[LazyI18nString, bool]]:
    """The categories a round begins with: name in both languages, and whether it bears the levy."""
    made = []
    for name, bears_levy in COST_CATEGORIES:
        words = {}
        for language in ("de", "en"):
            with translation.override(language):
                words[language] = _(name)
        made.append((LazyI18nString(words), bears_levy))
    return made
