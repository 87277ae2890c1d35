"""Accounts. They know no tree: what an account may do is held at nodes, in ``tree``."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models

from mulin.identity.choices import AccountKind


class UserManager(DjangoUserManager["User"]):
    """Finds accounts, the built-in one among them."""

    def command_line(self) -> "User":
        """The built-in account 命令行 that commands act as; made by a migration."""
        return self.get(kind=AccountKind.BUILT_IN)


class User(AbstractUser):
    """An account: a person who signs in, or the built-in account of the command line."""

    display_name = models.CharField("姓名", max_length=60, blank=True)
    kind = models.CharField("账号类型", max_length=10, choices=AccountKind.choices, default=AccountKind.PERSON)
    session_epoch = models.PositiveIntegerField("会话批次", default=0)

    objects = UserManager()  # type: ignore[misc]

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(kind=AccountKind.BUILT_IN),
                name="one_built_in_account",
                violation_error_message="内置账号只能有一个",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def is_built_in(self) -> bool:
        """Is this the command line's own account?"""
        return self.kind == AccountKind.BUILT_IN

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Sessions end at once when the epoch moves on: a role changed, the account was closed."""
        return f"{super()._get_session_auth_hash(secret)}{self.session_epoch}"  # type: ignore[misc]
