"""What a community gives for points, and who took what."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.members.models import Member
from mulin.members.queries import member_of
from mulin.points import permissions
from mulin.points.actions.exchanging import exchange_of, period_now, pieces_given
from mulin.points.models import ExchangeItem, Redemption
from mulin.points.pages.parts import figure, rule_clause
from mulin.points.queries.balances import purses
from mulin.points.queries.branches import members_of
from mulin.points.queries.terms import Scheme, scheme_at, scheme_under, schemes_at
from mulin.programmes.models import Programme
from mulin.programmes.queries import in_force_at, rulings_among
from mulin.tree.models import Node


def item_page(user: Any, item: ExchangeItem) -> dict[str, Any]:
    """An item with what is left of it in this period, and who took it."""
    given = len(pieces_given(item))
    manages = permissions.manage_points.allows(user, item)
    member = member_of(user)
    rows = redemptions(item, None if manages else member)
    definitions = [
        (_("社区"), item.community.name),
        (_("所需积分"), figure(item.price)),
        (_("兑换期"), period_now(item).name),
        (_("本期份数"), item.stock),
        (_("已兑换"), given),
        (_("还剩"), max(0, item.stock - given)),
        (_("上架日期"), item.since),
        (_("下架日期"), item.until or ""),
        (_("依据"), rule_clause(user, scheme_under(item.programme_id, item.scheme), item.exchange)),
    ]
    title = _("本期兑换") if manages else _("我的兑换")
    heads = (_("党员"), _("日期"), _("第几份"), _("状态"))
    return {
        "page_title": item.name,
        "actions": item_buttons(item, given, manages, member),
        "parts": [
            Part(title=_("项目"), definitions=definitions),
            Part(title=title, heads=heads, rows=rows, empty=_("本期还没有兑换。")),
        ],
        "trail": [(_("积分兑换"), reverse("points:items"))],
    }


def redemptions(item: ExchangeItem, member: Member | None) -> list[tuple[Any, ...]]:
    """Who took the item this period; of one member only, where one is named."""
    found = Redemption.objects.filter(item=item, first=period_now(item).first).select_related("member")
    if member is not None:
        found = found.filter(member=member)
    return [
        (
            one.member.name,
            link("points:redemption", one.exchanged_on, one.pk),
            one.piece,
            _("已退回") if one.returned_on else _("已兑换"),
        )
        for one in found.order_by("pk")
    ]


def item_buttons(item: ExchangeItem, given: int, manages: bool, member: Member | None) -> list[Action]:
    """Exchange for oneself, or as the community for somebody; stock and withdrawal for the community."""
    reason = _("已经下架") if item.until else _("本期已经兑完") if given >= item.stock else ""
    steps = [("take", _("兑换"), "star", member is not None and not manages, True)]
    steps += [
        ("exchange", _("为党员兑换"), "star", manages, False),
        ("restock", _("调整份数"), "edit", manages, False),
        ("withdraw", _("下架"), "ban", manages, False),
    ]
    return [
        Action(
            title=title,
            url=reverse(f"points:{name}", args=[item.pk]),
            icon=icon,
            post=post or name == "withdraw",
            reason=reason if name in ("take", "exchange") else "",
        )
        for name, title, icon, shown, post in steps
        if shown
    ]


def redemption_page(user: Any, redemption: Redemption) -> dict[str, Any]:
    """One exchange: which item, whose, which entry."""
    definitions = [
        (_("项目"), link("points:item", redemption.item.name, redemption.item_id)),
        (_("党员"), redemption.member.name),
        (_("兑换日期"), redemption.exchanged_on),
        (_("积分"), figure(redemption.entry.points)),
        (_("退回日期"), redemption.returned_on or ""),
    ]
    actions = []
    if redemption.returned_on is None and permissions.manage_points.allows(user, redemption):
        url = reverse("points:give_back", args=[redemption.pk])
        actions = [Action(title=_("退回"), url=url, icon="refresh")]
    return {
        "page_title": _("%(name)s的兑换") % {"name": redemption.member.name},
        "actions": actions,
        "parts": [Part(title=_("兑换"), definitions=definitions)],
        "trail": [(_("积分兑换"), reverse("points:items"))],
    }


def card_schemes(community: Node) -> list[Scheme]:
    """The schemes in force at a community that exchange points."""
    return [one for one in schemes_at(community, today()) if one.clause.exchanges]


def exchange_choices(community: Node) -> list[tuple[str, str]]:
    """The kinds of exchange that the schemes in force offer, with the number of items each asks for."""
    return [
        (f"{scheme.id}.{kind.id}", f"{kind.name}（{offer_words(community, scheme, kind.id)}）")
        for scheme in card_schemes(community)
        for kind in scheme.clause.exchanges
    ]


def offer_words(community: Node, scheme: Scheme, exchange_id: str) -> str:
    """How many items there should be, and how many there are."""
    kind = exchange_of(scheme, exchange_id)
    there = ExchangeItem.objects.filter(community=community, exchange=exchange_id, until__isnull=True).count()
    least, better = scheme.whole(kind.at_least), scheme.whole(kind.better)
    words = _("每期至少 %(least)d 项") % {"least": least or 0}
    words += _("、最好 %(better)d 项") % {"better": better} if better else ""
    return words + _("，现有 %(there)d 项") % {"there": there}


def buyers(item: ExchangeItem) -> list[tuple[int, str]]:
    """The residents who have points enough, by name."""
    scheme = scheme_at(item.community, item.scheme, today())
    people = members_of(item.community, today(), scheme.clause.tie)
    left = purses(scheme.terms, scheme.id, [one.pk for one in people])
    able = sorted((one for one in people if left[one.pk] >= item.price), key=lambda one: (one.name, one.pk))
    return [(one.pk, f"{one.name}（{figure(left[one.pk])} 分）") for one in able]


def buyer(item: ExchangeItem, member_id: int) -> Member:
    """One of the residents, by the key that the form sent."""
    scheme = scheme_at(item.community, item.scheme, today())
    return next(one for one in members_of(item.community, today(), scheme.clause.tie) if one.pk == member_id)


def offer_buttons(communities: Sequence[Node]) -> list[Action]:
    """A button for each of these communities where a scheme that exchanges points is in force. One query."""
    programmes = in_force_at(communities, today()) if communities else {}
    return [offer_button(one) for one in communities if exchanges_among(programmes[one.pk])]


def exchanges_among(programmes: Iterable[Programme]) -> bool:
    """Does any scheme for members in these programmes exchange points?"""
    schemes = (one.clause for one in rulings_among(programmes, "points").values())
    return any(clause.exchanges for clause in schemes if clause.subjects == "members")


def offer_button(community: Node) -> Action:
    """Leads to the form that puts something into the catalogue of a community."""
    title = _("%(name)s：上架") % {"name": community.name}
    return Action(title=title, url=reverse("points:offer", args=[community.pk]), icon="plus")
