"""Words an account's fields may hold."""

from django.db import models


class AccountKind(models.TextChoices):
    """Who stands behind an account."""

    PERSON = "person", "个人"
    BUILT_IN = "built_in", "内置"
