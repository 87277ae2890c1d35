"""Words of appraisals."""

from django.db import models


class State(models.TextChoices):
    """How far a branch's appraisal of a year has come."""

    REVIEWING = "reviewing", "评议中"
    SUBMITTED = "submitted", "待审议"
    RETURNED = "returned", "退回复议"
    EXAMINED = "examined", "已审议"
    CANCELLED = "cancelled", "已取消"


OPEN_STATES = (State.REVIEWING, State.RETURNED)
"""The states in which the branch still works on it."""
