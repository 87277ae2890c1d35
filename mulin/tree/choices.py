"""Words of the tree."""

import datetime

from django.db import models

BEGINNING = datetime.date(1900, 1, 1)
"""The day that stands for "from the beginning" when nobody knows since when."""


class Family(models.TextChoices):
    """Which tree a kind of node grows in."""

    TERRITORY = "territory", "区域"
    PARTY = "party", "党组织"
    UNIT = "unit", "单位"


class Relation(models.TextChoices):
    """How a node stands to another: it belongs to one superior, and may be located in a place or a unit."""

    BELONGS = "belongs", "隶属"
    LOCATED = "located", "坐落"


class Change(models.TextChoices):
    """What can happen to a node, each with its date and reason."""

    FOUNDED = "founded", "成立"
    RENAMED = "renamed", "更名"
    MOVED = "moved", "调整隶属"
    LOCATED = "located", "调整坐落"
    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"
    DISSOLVED = "dissolved", "撤销"
