"""Words of boards."""

from django.db import models


class BoardField(models.TextChoices):
    """What may stand on a board about a member, each by a consent of its own."""

    PHOTO = "photo", "照片"
    NAME = "name", "姓名"
    UNIT = "unit", "单位"
    POST = "post", "岗位"
    PLEDGE = "pledge", "承诺"
    PHONE = "phone", "联系电话"


class Origin(models.TextChoices):
    """How a consent came."""

    ONLINE = "online", "本人在线"
    PAPER = "paper", "纸质同意书"


class Ending(models.TextChoices):
    """Why a consent holds no longer before its day of expiry."""

    REVOKED = "revoked", "撤回"
    RENEWED = "renewed", "重新同意"
    MOVED = "moved", "不再居住在此"
