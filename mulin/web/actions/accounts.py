"""Accounts, opened and closed by the system administrator, each logged."""

from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.refusals import Refused
from mulin.identity import actions
from mulin.identity.models import User
from mulin.tree.permissions import has_anywhere


def check_may_manage(by: Any) -> None:
    """Refuse whoever holds no role that manages accounts."""
    if not has_anywhere(by, "accounts.manage"):
        raise Refused("您没有“管理账号”的权限，请联系系统管理员", status=403)


@transaction.atomic
def open_for(*, username: str, display_name: str, password: str, by: Any) -> User:
    """Open an account for a person."""
    check_may_manage(by)
    made = actions.open_account(username, display_name=display_name, password=password)
    log(by, "开通账号", made)
    return made


@transaction.atomic
def set_password(user: User, password: str, *, by: Any) -> None:
    """Give an account a new password; its sessions end."""
    check_may_manage(by)
    actions.set_password(user, password)
    log(by, "重设密码", user)


@transaction.atomic
def close(user: User, *, by: Any) -> None:
    """Close an account; nobody closes their own."""
    check_may_manage(by)
    if user.pk == by.pk:
        raise Refused("不能停用自己的账号")
    actions.close_account(user)
    log(by, "停用账号", user)
