"""What is done to accounts. Who may do it is decided above, where roles are known."""

from django.db import transaction
from django.db.models import F

from mulin.foundation.refusals import Refused
from mulin.identity.models import User


@transaction.atomic
def open_account(username: str, *, display_name: str, password: str | None = None) -> User:
    """Open an account; without a password it cannot sign in until one is set. Refuses a name that is taken."""
    if User.objects.filter(username=username).exists():
        raise Refused(f"账号“{username}”已存在，请换一个登录名")
    return User.objects.create_user(username, password=password, display_name=display_name)


@transaction.atomic
def close_account(user: User) -> None:
    """Close an account: its sessions end at once, what it did stays."""
    if user.is_built_in:
        raise Refused("内置账号不能停用")
    User.objects.filter(pk=user.pk).update(is_active=False, session_epoch=F("session_epoch") + 1)


def end_sessions(user_ids: list[int]) -> None:
    """End every session of these accounts at once, because what they may do has changed."""
    User.objects.filter(pk__in=user_ids).update(session_epoch=F("session_epoch") + 1)


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """Set a new password; every session of the account ends at once."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_built_in:
        raise Refused("内置账号没有密码")
    user.set_password(password)
    user.session_epoch += 1
    user.save(update_fields=["password", "session_epoch"])
