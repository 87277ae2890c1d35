"""What people do in certification. The only code that writes."""

from mulin.assessments.actions.accepting import NewRound, assign, hand_in, organise_round, score
from mulin.assessments.actions.applying import (
    Written,
    apply,
    return_for_completion,
    review,
    save_application,
    save_review,
)
from mulin.assessments.actions.deciding import decide, issue_certificate, set_certificate_rule
from mulin.assessments.actions.following import refuse_when_decided_on
from mulin.assessments.actions.judging import follow_tree, rebuild, rejudge, rejudge_subjects, tick
from mulin.assessments.actions.opening import open_assessments, open_re_evaluation, withdraw
from mulin.assessments.actions.rectifying import order_rectification, recheck, report_rectification
from mulin.assessments.actions.self_checking import (
    Given,
    close_gap,
    finish_self_check,
    plan_gap,
    save_self_check,
)
from mulin.assessments.actions.ticking import tick_target
from mulin.assessments.actions.vetoing import NewVeto, lift_veto, record_veto
from mulin.judgement.once import judging_once

__all__ = [
    "Given",
    "NewRound",
    "NewVeto",
    "Written",
    "apply",
    "assign",
    "close_gap",
    "decide",
    "finish_self_check",
    "follow_tree",
    "hand_in",
    "issue_certificate",
    "judging_once",
    "lift_veto",
    "open_assessments",
    "open_re_evaluation",
    "order_rectification",
    "organise_round",
    "plan_gap",
    "rebuild",
    "recheck",
    "record_veto",
    "refuse_when_decided_on",
    "rejudge",
    "rejudge_subjects",
    "report_rectification",
    "return_for_completion",
    "review",
    "save_application",
    "save_review",
    "save_self_check",
    "score",
    "set_certificate_rule",
    "tick",
    "tick_target",
    "withdraw",
]
