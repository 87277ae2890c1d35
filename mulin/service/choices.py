"""Words of posts, teams, needs, pledges and groups."""

from django.db import models


class ClaimState(models.TextChoices):
    """How far a member is with a post."""

    OFFERED = "offered", "待本人确认"
    HELD = "held", "在岗"
    ENDED = "ended", "已离岗"


class Origin(models.TextChoices):
    """How a member came to a post."""

    CLAIMED = "claimed", "本人认领"
    SUGGESTED = "suggested", "按推荐认领"
    ASSIGNED = "assigned", "社区安排"
    PAPER = "paper", "纸质认领"


class Ending(models.TextChoices):
    """Why a member no longer holds a post."""

    GAVE_UP = "gave_up", "本人退岗"
    DECLINED = "declined", "本人未接受"
    ADJUSTED = "adjusted", "不能履职调整"
    HANDED_OVER = "handed_over", "交接给他人"
    MOVED = "moved", "迁出社区"
    CLOSED = "closed", "岗位撤销"


class AdjustmentState(models.TextChoices):
    """How far an application for another post is."""

    WAITING = "waiting", "待社区调整"
    ADJUSTED = "adjusted", "已调整"
    RELEASED = "released", "已免除岗位"
    KEPT = "kept", "仍任原岗"


class ContactOutcome(models.TextChoices):
    """What the unit answered about a member who was long absent."""

    WILL_COME = "will_come", "督促参加活动"
    UNABLE = "unable", "确有困难"
    MOVED = "moved", "已经迁居"
    OTHER = "other", "其他"


class TeamKind(models.TextChoices):
    """What sort of team it is."""

    POST_TEAM = "post_team", "服务团组"
    VOLUNTEERS = "volunteers", "党员志愿者服务队"


class ApplicationState(models.TextChoices):
    """How far an application of a volunteer is."""

    WAITING = "waiting", "待编队"
    PLACED = "placed", "已编队"
    WITHDRAWN = "withdrawn", "已撤回"


class NeedOrigin(models.TextChoices):
    """Where a need comes from."""

    LISTED = "listed", "社区需求清单"
    RESIDENT = "resident", "居民求助"


class NeedState(models.TextChoices):
    """How far a need is."""

    OPEN = "open", "待交办"
    HANDED = "handed", "已交团组"
    DONE = "done", "已办结"
    DROPPED = "dropped", "不再需要"


class Reply(models.TextChoices):
    """What a member answers to a need."""

    ACCEPTED = "accepted", "我参加"
    DECLINED = "declined", "这次不能参加"
    SUGGESTED = "suggested", "提建议"


class DeedState(models.TextChoices):
    """How far a deed is."""

    REPORTED = "reported", "待社区确认"
    CONFIRMED = "confirmed", "已确认"
    RETURNED = "returned", "已退回"


class GroupingState(models.TextChoices):
    """How far a proposal of groups is."""

    PROPOSED = "proposed", "待确定"
    ACCEPTED = "accepted", "已建组"
    DISCARDED = "discarded", "已放弃"
