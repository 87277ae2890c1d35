"""What people come for besides to-dos: the few pages of their office, each with what it holds now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.assessments.choices import State
from mulin.assessments.queries.kept import assigned_to
from mulin.foundation.clock import today
from mulin.members.models import Member
from mulin.programmes.queries import visible_to
from mulin.tree.models import RoleHolding, holding
from mulin.tree.permissions import has_anywhere
from mulin.web.queries.governing import accounts_to_manage


@dataclass(frozen=True)
class Shortcut:
    """A page somebody opens often: its name, its address, and in a few words what waits there."""

    title: str
    url: str
    note: str = ""


def own_page(user: Any) -> Iterable[Shortcut]:
    """A member's own page, where the account is a member's."""
    for member in Member.objects.filter(account_id=user.pk, left_on__isnull=True)[:1]:
        yield Shortcut(_("我的党员信息"), reverse("members:member", args=[member.pk]), _("有误请联系所在党支部更正"))


def reviews(user: Any) -> Iterable[Shortcut]:
    """An assessor's own list."""
    if has_anywhere(user, "assessments.score"):
        waiting = Q(handed_in_at__isnull=True, assessment__state=State.IN_ACCEPTANCE)
        counted = assigned_to(user).order_by().aggregate(all=Count("pk"), open=Count("pk", filter=waiting))
        note = _("共 %(all)d 项，等您打分 %(open)d 项") % counted if counted["all"] else _("还没有分派给您的评审")
        yield Shortcut(_("我的评审"), reverse("assessments:assignments"), note)


def log(user: Any) -> Iterable[Shortcut]:
    """An auditor's log."""
    if has_anywhere(user, "audit.view"):
        yield Shortcut(_("审计日志"), reverse("web:audit"), _("谁在什么时候改了、看了、导出了什么"))


def accounts(user: Any) -> Iterable[Shortcut]:
    """A system administrator's accounts."""
    if has_anywhere(user, "accounts.manage"):
        live = accounts_to_manage().filter(is_active=True)
        held = RoleHolding.objects.filter(holding("", today())).values("user")
        counted = live.aggregate(all=Count("pk"), idle=Count("pk", filter=~Q(pk__in=held)))
        note = _("在用 %(all)d 个，其中 %(idle)d 个还没有角色") % counted
        yield Shortcut(_("账号"), reverse("web:accounts"), note)
        yield Shortcut(_("开通账号"), reverse("web:open_account"), _("开通后由街道授予角色"))


def regulations(user: Any) -> Iterable[Shortcut]:
    """The regulations in force for somebody."""
    if has_anywhere(user, "programmes.view"):
        number = visible_to(user).filter(published_at__isnull=False).count()
        yield Shortcut(_("制度实施"), reverse("programmes:programmes"), _("看得到的制度 %d 项") % number)


OFFERS: tuple[Callable[[Any], Iterable[Shortcut]], ...] = (own_page, reviews, log, accounts, regulations)


def at_hand(user: Any) -> list[Shortcut]:
    """The pages of a person's office. Those who write records have them in the navigation and get none here."""
    if has_anywhere(user, "records.write"):
        return list(own_page(user))
    return [one for offer in OFFERS for one in offer(user)]
