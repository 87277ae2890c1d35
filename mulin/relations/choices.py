"""Words of organisational relations and of floating members."""

from django.db import models


class Direction(models.TextChoices):
    """Between which organisations a relation moves."""

    WITHIN = "within", "区内转接"
    OUT = "out", "转出区外"
    IN = "in", "区外转入"


class TransferState(models.TextChoices):
    """How far a transfer is. In every state but the last three the case waits for somebody."""

    ASKED = "asked", "本人申请"
    AWAITING = "awaiting", "待上级审批"
    ISSUED = "issued", "已开介绍信"
    RETURNED = "returned", "已退回"
    RECEIVED = "received", "已接收"
    DECLINED = "declined", "不予办理"
    WITHDRAWN = "withdrawn", "已撤回"


OPEN_TRANSFERS = (TransferState.ASKED, TransferState.AWAITING, TransferState.ISSUED, TransferState.RETURNED)


class TransferEvent(models.TextChoices):
    """What was done in the course of a transfer."""

    ASKED = "asked", "本人申请"
    STARTED = "started", "发起转接"
    APPROVED = "approved", "上级同意"
    SENT_BACK = "sent_back", "上级退回"
    ISSUED = "issued", "开出介绍信"
    REFUSED = "refused", "对方退回"
    RECEIVED = "received", "接收"
    DECLINED = "declined", "不予办理"
    WITHDRAWN = "withdrawn", "撤回"


class AbsenceState(models.TextChoices):
    """Where a member who went away is."""

    AWAY = "away", "在外"
    RETURNED = "returned", "已返回"
    ENDED = "ended", "已转出"
    LEFT = "left", "已离开"


class ContactKind(models.TextChoices):
    """Who made contact while a member was away."""

    REPORTED = "reported", "党员汇报"
    CALLED = "called", "支部联系"
    INFORMED = "informed", "通报情况"


class LapseKind(models.TextChoices):
    """What a member who went away failed to do."""

    NOT_TOLD = "not_told", "外出不报告"
    NO_CONTACT = "no_contact", "外出期间不联系"
    PERMIT_KEPT = "permit_kept", "不交活动证"


class PermitShown(models.TextChoices):
    """What a member who came here had with them. Whatever it is, the member is received."""

    IN_ORDER = "in_order", "有效"
    NOT_IN_ORDER = "not_in_order", "手续不全"
    MISSING = "missing", "没有带证"


class StayEnd(models.TextChoices):
    """How a stay here ended."""

    WENT_BACK = "went_back", "返回原地"
    MOVED_ON = "moved_on", "去了别处"
    TRANSFERRED = "transferred", "转入组织关系"
    LEFT = "left", "不再登记在册"


STAY_ENDS = (StayEnd.WENT_BACK, StayEnd.MOVED_ON)
"""What somebody writes down; the others follow from what happens to the member."""


class Ground(models.TextChoices):
    """On what a member is flagged."""

    ORGANISATION_LIFE = "organisation_life", "未参加组织生活"
    DUES = "dues", "未交纳党费"
    CONTACT = "contact", "未与党组织联系"


class WithdrawalState(models.TextChoices):
    """How far people have come in judging a flagged case."""

    FLAGGED = "flagged", "系统提示，待核实"
    CAUSE_ASKED = "cause_asked", "已查明原因"
    TALKED = "talked", "已谈话教育"
    DECIDED = "decided", "支部大会已决定"
    APPROVED = "approved", "上级已批准"
    CLOSED = "closed", "已结案，不作处理"


OPEN_WITHDRAWALS = (
    WithdrawalState.FLAGGED,
    WithdrawalState.CAUSE_ASKED,
    WithdrawalState.TALKED,
    WithdrawalState.DECIDED,
)


class Series(models.TextChoices):
    """What is numbered through a year."""

    LETTER = "letter", "组织关系介绍信"
    RECEIPT = "receipt", "组织关系回执"
    PERMIT = "permit", "流动党员活动证"
