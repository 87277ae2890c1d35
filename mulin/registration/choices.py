"""Words of registration."""

from django.db import models


class State(models.TextChoices):
    """How far a registration has come."""

    LISTED = "listed", "待派遣"
    SENT = "sent", "已派遣，待接收"
    REFUSED = "refused", "已退回单位"
    RECEIVED = "received", "已报到"
    LEAVING = "leaving", "已报告搬离"
    CLOSED = "closed", "已结档"
    WITHDRAWN = "withdrawn", "已撤销"


LIVE = (State.LISTED, State.SENT, State.REFUSED, State.RECEIVED, State.LEAVING)
"""The states of a registration that somebody still has to look after; a member has at most one such."""
WITH_THE_UNIT = (State.LISTED, State.SENT, State.REFUSED)
"""While it is in these, the unit answers for the member: nobody has received the person yet."""
IN_FORCE = (State.RECEIVED, State.LEAVING)
"""The community has received the member and assists in leading them."""


class Rank(models.TextChoices):
    """Whether the feedback about a member also goes above the unit."""

    GENERAL = "general", "一般党员干部"
    SENIOR = "senior", "副科级及以上干部"


class Destination(models.TextChoices):
    """Where somebody who reports leaving goes."""

    HERE = "here", "本区其他社区"
    OUTSIDE = "outside", "本区以外"
