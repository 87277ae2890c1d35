"""What a member has and how each came about: the member's own page, and the part of the member's page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.members.permissions import side_of
from mulin.points import permissions
from mulin.points.choices import Purse
from mulin.points.models import PointsEntry, ReviewLine
from mulin.points.pages.origins import inner_link, origins
from mulin.points.pages.parts import bases, figure, part_heads, parts_of, rule_clause
from mulin.points.queries.balances import balances, purses
from mulin.points.queries.terms import Scheme, schemes_of
from mulin.points.rules import Balance
from mulin.tree.pages import printing


def account_page(user: Any, member: Member) -> dict[str, Any]:
    """A member's points of this year with every entry behind them, and what can be exchanged."""
    parts = []
    schemes = schemes_of(member)
    for scheme in schemes:
        balance = balances(scheme.terms, scheme.id, [member.pk], today().year)[member.pk]
        parts += [balance_part(scheme, balance, member), *origins(user, scheme, member, balance)]
    parts.append(reviews_part(member))
    own = side_of(user, member) == "own"
    own_actions = [
        Action(title=_("支部公示"), url=reverse("points:sheets"), icon="list-check"),
        Action(title=_("积分兑换"), url=reverse("points:items"), icon="star"),
    ]
    return {
        "page_title": _("我的积分") if own else _("%(name)s的积分") % {"name": member.name},
        "subtitle": _("%(year)d 年") % {"year": today().year},
        "actions": [*(own_actions if own else []), *printing(user, "points_account", member.pk, own=own)],
        "definitions": bases(user, schemes),
        "parts": parts,
        "trail": [] if own else [(member.name, reverse("members:member", args=[member.pk]))],
    }


def balance_part(scheme: Scheme, balance: Balance, member: Member) -> Part:
    """Each part, leading to where it comes from, what was carried over and the total."""
    definitions: list[tuple[Any, Any]] = [
        (name, inner_link(scheme, part, figure(balance.parts.get(part, 0)))) for part, name in scheme.part_names()
    ]
    if scheme.clause.carry_over is not None:
        definitions.append((_("上年结转"), figure(balance.carried)))
    definitions.append((_("合计"), figure(balance.total)))
    if scheme.clause.exchanges:
        left = figure(purses(scheme.terms, scheme.id, [member.pk])[member.pk])
        definitions.append((_("可兑换"), inner_link(scheme, Purse.EXCHANGE, left)))
    unset = [_("“%(name)s”的满分还没有设置") % {"name": name} for name in scheme.unset()]
    return Part(title=scheme.name, text="；".join([*unset, *total_words(scheme, balance)]), definitions=definitions)


def total_words(scheme: Scheme, balance: Balance) -> list[str]:
    """Why the total is not the sum of its parts, where it is not."""
    summed = sum(balance.parts.values(), balance.carried)
    if balance.total == summed:
        return []
    if balance.total > summed:
        return [_("合计最低 %(floor)s 分") % {"floor": figure(scheme.terms.floor)}]
    return [_("各部分相加 %(sum)s 分，合计有上限，超过的不计") % {"sum": figure(summed)}]


def reviews_part(member: Member) -> Part:
    """The results of past years that were examined."""
    lines = ReviewLine.objects.filter(member=member, review__examined_on__isnull=False).select_related("review")
    rows = [(one.review.year, one.category, figure(one.total), one.result) for one in lines.order_by("-review__year")]
    heads = (_("年度"), _("类别"), _("总分"), _("结果"))
    return Part(title=_("历年评审"), heads=heads, rows=rows, empty=_("还没有审定的年度评审。"))


def entry_page(user: Any, entry: PointsEntry, scheme: Scheme) -> dict[str, Any]:
    """One entry: what it stands for, where it comes from, what was taken back."""
    fact = ""
    if entry.fact_table == "activities":
        fact = link("records:activity", _("查看纪实"), entry.fact_id)
    reversal = PointsEntry.objects.filter(reverses=entry).first()
    definitions = [
        (_("对象"), entry.member or entry.node),
        (_("事项"), scheme.rule_name(entry.rule)),
        (_("分值"), figure(entry.points)),
        (_("发生日期"), entry.day),
        (_("登记期"), scheme.month(entry.period).name),
        (_("计入"), entry.get_purse_display()),
        (_("登记方式"), entry.get_origin_display()),
        (_("依据的纪实"), fact),
        (_("依据的条款"), rule_clause(user, scheme, entry.rule)),
        (_("冲正哪一笔"), link("points:entry", entry.reverses_id, entry.reverses_id) if entry.reverses_id else ""),
        (_("冲正记录"), link("points:entry", reversal.pk, reversal.pk) if reversal else ""),
        (_("说明"), entry.why),
        (_("登记人"), entry.by or _("系统")),
    ]
    return {
        "page_title": _("积分记录"),
        "subtitle": scheme.name,
        "actions": reverse_button(user, entry, reversal),
        "parts": [Part(title=_("这一笔的来历"), definitions=[pair for pair in definitions if pair[1]])],
        "trail": [(_("积分台账"), reverse("points:entries"))],
    }


def reverse_button(user: Any, entry: PointsEntry, reversal: PointsEntry | None) -> list[Action]:
    """Taking the entry back, for who keeps the points of the branch."""
    if entry.member is None or entry.purse == Purse.EXCHANGE:
        return []
    home = entry.member.tied_on(TieKind.HOME_ORGANISATION, today())
    if home is None or not permissions.manage_points.allows(user, home):
        return []
    reason = _("这一笔已经冲正，或本身就是冲正") if reversal or entry.reverses_id else ""
    url = reverse("points:reverse", args=[entry.pk])
    return [Action(title=_("冲正"), url=url, icon="refresh", reason=reason)]


def member_section(request: HttpRequest, member: Member) -> tuple[str, dict[str, Any]] | None:
    """The totals of this year on the member's page: for the member and the side that leads."""
    if side_of(request.user, member) not in ("own", "home"):
        return None
    rows = []
    for scheme in schemes_of(member):
        balance = balances(scheme.terms, scheme.id, [member.pk], today().year)[member.pk]
        said = "，".join(
            f"{name} {value}" for name, value in zip(part_heads(scheme), parts_of(scheme, balance.parts), strict=True)
        )
        rows.append((scheme.name, said, figure(balance.total)))
    if not rows:
        return None
    url = reverse("points:account", args=[member.pk])
    part = Part(
        title=_("积分"),
        heads=(_("办法"), _("各部分"), _("本年合计")),
        rows=rows,
        actions=[Action(title=_("每一笔的来历"), url=url, icon="arrow-right")],
    )
    return "parts/parts.html", {"parts": [part]}
