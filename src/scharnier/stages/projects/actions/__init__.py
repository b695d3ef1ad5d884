"""The verbs of a project, by noun: agreement, budget, vouchers, accompaniment, prototype."""

from scharnier.stages.projects.actions.accompaniment import (
    check_in,
    drop_milestone,
    end_early,
    finish,
    reach_milestone,
    rename,
    reopen,
    set_milestone,
)
from scharnier.stages.projects.actions.agreement import begin, change_agreement, sign_agreement
from scharnier.stages.projects.actions.budget import (
    change_line,
    drop_line,
    plan_line,
    prepare_round,
)
from scharnier.stages.projects.actions.prototype import record_test, show_prototype
from scharnier.stages.projects.actions.vouchers import (
    accept_voucher,
    add_files,
    change_voucher,
    draft_voucher,
    drop_file,
    hand_in_voucher,
    query_voucher,
    refuse_voucher,
    take_back_voucher,
)

__all__ = [
    "accept_voucher",
    "add_files",
    "begin",
    "change_agreement",
    "change_line",
    "change_voucher",
    "check_in",
    "draft_voucher",
    "drop_file",
    "drop_line",
    "drop_milestone",
    "end_early",
    "finish",
    "hand_in_voucher",
    "plan_line",
    "prepare_round",
    "query_voucher",
    "reach_milestone",
    "record_test",
    "refuse_voucher",
    "rename",
    "reopen",
    "set_milestone",
    "show_prototype",
    "sign_agreement",
    "take_back_voucher",
]
