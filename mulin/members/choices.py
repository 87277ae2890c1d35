"""Words of members."""

from django.db import models


class Gender(models.TextChoices):
    """As the register says."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class Category(models.TextChoices):
    """The five categories of members, each with its own standard of points."""

    EMPLOYED = "employed", "在职党员"
    NO_POST = "no_post", "无职党员"
    NON_PUBLIC = "non_public", "非公党员"
    FLOATING = "floating", "流动党员"
    ELDERLY_OR_ILL = "elderly_or_ill", "老弱病残党员"


class Stage(models.TextChoices):
    """How far a person has come."""

    FULL = "full", "正式党员"
    PROBATIONARY = "probationary", "预备党员"


class TieKind(models.TextChoices):
    """What ties a member to a node."""

    HOME_ORGANISATION = "home_organisation", "所在党组织"
    RESIDENCE = "residence", "居住社区"
    REGION = "region", "区域党组织"
    HOST = "host", "流入地接收党组织"


TWO_SIDES = (TieKind.HOME_ORGANISATION, TieKind.RESIDENCE)
"""The two ties that every list shows; a region or a host is shown where it matters."""


class Leaving(models.TextChoices):
    """Why a member is no longer one of ours."""

    MOVED_AWAY = "moved_away", "转出本区"
    LEFT_PARTY = "left_party", "出党"
    DIED = "died", "去世"
    ENTERED_TWICE = "entered_twice", "重复登记"
