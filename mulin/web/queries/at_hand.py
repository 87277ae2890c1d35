"""What people come for besides to-dos: the few pages of their office, each with what it holds now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.assessments.choices import State
from mulin.assessments.queries.kept import assigned_to
from mulin.members.queries import member_of
from mulin.programmes.queries import visible_to
from mulin.tree.permissions import has_anywhere
from mulin.web.queries.governing import accounts_to_manage, idle

OWN_PAGES = (
    ("members:member", gettext_lazy("我的信息"), gettext_lazy("系统里有我的哪些信息；申请转接、登记外出"), True),
    ("members:file", gettext_lazy("写实档案"), gettext_lazy("参加的活动、岗位、承诺、评议，按时间看，可打印"), True),
    ("service:mine", gettext_lazy("我的服务"), gettext_lazy("认领岗位、承诺和实事、团组的需求"), False),
    ("feedback:mine", gettext_lazy("我的反馈卡"), gettext_lazy("半年一张，可写自评；活动记录卡"), False),
    ("points:mine", gettext_lazy("我的积分"), gettext_lazy("每一笔的来历，公示期内可提出异议，可兑换"), False),
    ("boards:mine", gettext_lazy("公开同意"), gettext_lazy("监督台上公开哪些，随时撤回"), False),
    ("restricted:mine", gettext_lazy("限定范围的记录"), gettext_lazy("只有本人和指定的人能看"), False),
    ("notices:inbox", gettext_lazy("消息"), gettext_lazy("寄语和提醒"), False),
    ("web:readings", gettext_lazy("谁看过我的完整信息"), gettext_lazy("证件号和电话的查看记录"), False),
)
"""Address, title, a hint, and whether the address names the member: everything one does oneself."""
MOST_USED = ("service:mine", "feedback:mine", "points:mine", "members:member")


@dataclass(frozen=True)
class Shortcut:
    """A page somebody opens often: its name, its address, and in a few words what waits there."""

    title: str
    url: str
    note: str = ""


def own_pages(user: Any) -> Iterable[Shortcut]:
    """What a member comes for, where the account is a member's."""
    member = member_of(user)
    if member is not None:
        for name, title, hint, of_member in OWN_PAGES:
            if name in MOST_USED:
                yield Shortcut(str(title), reverse(name, args=[member.pk] if of_member else []), str(hint))


def reviews(user: Any) -> Iterable[Shortcut]:
    """An assessor's own list."""
    if has_anywhere(user, "assessments.score"):
        waiting = Q(handed_in_at__isnull=True, assessment__state=State.IN_ACCEPTANCE)
        counted = assigned_to(user).order_by().aggregate(all=Count("pk"), open=Count("pk", filter=waiting))
        note = _("共 %(all)d 项，等您打分 %(open)d 项") % counted if counted["all"] else _("还没有分派给您的评审")
        waiting_url = f"{reverse('assessments:assignments')}?state={State.IN_ACCEPTANCE}" if counted["open"] else ""
        yield Shortcut(_("我的评审"), waiting_url or reverse("assessments:assignments"), note)


def log(user: Any) -> Iterable[Shortcut]:
    """An auditor's log."""
    if has_anywhere(user, "audit.view"):
        yield Shortcut(_("审计日志"), reverse("web:audit"), _("谁在什么时候改了、看了、导出了什么"))


def shelf(user: Any) -> Iterable[Shortcut]:
    """The records that only the discipline officer reads, and the form to write one."""
    if has_anywhere(user, "restricted.view"):
        note = _("批评教育、谈话、处分；先写明查看原因")
        yield Shortcut(_("限定范围的记录"), reverse("restricted:shelf"), note)
    if has_anywhere(user, "restricted.keep"):
        yield Shortcut(_("登记限定范围的记录"), reverse("restricted:write"), _("内容加密保存，本人可以看到"))


def accounts(user: Any) -> Iterable[Shortcut]:
    """A system administrator's accounts."""
    if has_anywhere(user, "accounts.manage"):
        live = accounts_to_manage().filter(is_active=True)
        counted = live.aggregate(all=Count("pk"), idle=Count("pk", filter=idle()))
        yield Shortcut(_("账号"), reverse("web:accounts"), _("在用 %(all)d 个") % counted)
        if counted["idle"]:
            title = _("还没有角色的账号：%(idle)d 个") % counted
            yield Shortcut(
                title, f"{reverse('web:accounts')}?is_active=1&roles=none", _("请街道或区授予角色后才能使用")
            )
        yield Shortcut(_("开通账号"), reverse("web:open_account"), _("开通后由街道授予角色"))


def regulations(user: Any) -> Iterable[Shortcut]:
    """The regulations in force for somebody."""
    if has_anywhere(user, "programmes.view"):
        number = visible_to(user).filter(published_at__isnull=False).count()
        yield Shortcut(_("制度实施"), reverse("programmes:programmes"), _("看得到的制度 %d 项") % number)


OFFERS: tuple[Callable[[Any], Iterable[Shortcut]], ...] = (own_pages, reviews, shelf, log, accounts, regulations)


def at_hand(user: Any) -> list[Shortcut]:
    """The pages of a person's office. Those who write records have them in the navigation and get none here."""
    if has_anywhere(user, "records.write"):
        return list(own_pages(user))
    return [one for offer in OFFERS for one in offer(user)]
