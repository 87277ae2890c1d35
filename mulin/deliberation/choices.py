"""Words of ballots and matters."""

from django.db import models


class PollState(models.TextChoices):
    """How far a ballot has come."""

    OPEN = "open", "投票中"
    CLOSED = "closed", "已计票"
    CANCELLED = "cancelled", "已取消"


class Way(models.TextChoices):
    """How somebody voted."""

    NONE = "", "未投票"
    ONLINE = "online", "网上"
    PAPER = "paper", "纸质票"


class MatterState(models.TextChoices):
    """How a matter stands."""

    OPEN = "open", "办理中"
    DECIDED = "decided", "已决定"
    REFUSED = "refused", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


class StepState(models.TextChoices):
    """How a step ended."""

    OPEN = "open", "进行中"
    PASSED = "passed", "通过"
    REFUSED = "refused", "未通过"
