"""One card as the community and the member see it, and one's own cards."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.feedback import permissions
from mulin.feedback.choices import State
from mulin.feedback.models import Feedback, Issue
from mulin.feedback.pages.contents import answer_part, content_parts, definitions, led_back, printed_day
from mulin.feedback.pages.lists import CARD_LIGHTS, DELIVERY_WORDS
from mulin.feedback.queries.behind import is_outdated
from mulin.feedback.queries.chasing import reply_due, state_of
from mulin.feedback.queries.contents import Facts, contents_of, facts_now
from mulin.foundation.lights import light_html
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.members.models import Member
from mulin.members.permissions import is_oneself
from mulin.programmes.pages import clause_link
from mulin.tree.pages import printing


def card_page(user: Any, card: Feedback) -> dict[str, Any]:
    """One card: facts, own view, evaluation, versions, deliveries, and what comes next."""
    may_write = permissions.write_feedback.allows(user, card)
    is_own = is_oneself(user, card.member)
    issues = list(card.issues.order_by("-number"))
    only_own = is_own and not permissions.view_feedback.allows(user, card)
    facts = facts_now([card])[card.pk]
    content = issues[0].content if only_own and issues else contents_of([card], {card.pk: facts})[card.pk]
    parts = content_parts(content, led_back(user, content, facts), with_opinion=not only_own or bool(issues))
    if not only_own:
        parts = [*([deliveries_part(card)] if issues else []), *parts, versions_part(issues)]
    elif issues:
        parts.append(answer_part(card.deliveries.live().filter(replies=True).first()))
    light = CARD_LIGHTS[State(card.state)]
    return {
        "page_title": _("%(name)s的反馈卡") % {"name": card.member.name},
        "subtitle": light_html(light, card.get_state_display()),
        "notice": outdated_words(issues[0], facts) if issues and may_write else "",
        "notice_tone": "attention",
        "definitions": [*definitions(content), (_("依据"), clause_link(user, card.ruling))],
        "parts": parts,
        "trail": [
            (_("我的反馈卡"), reverse("feedback:mine"))
            if only_own
            else (_("社区表现反馈卡"), reverse("feedback:cards"))
        ],
        "actions": card_buttons(user, card, may_write=may_write, is_own=is_own),
    }


def outdated_words(newest: Issue, facts: Facts) -> str:
    """That the version issued last tells of other activities than there are now; nothing where it does not."""
    if not is_outdated(newest.content, facts):
        return ""
    words = _("发出的第 %(number)d 版和现在的事实不一样：发出以后有活动更正、作废或补记。请核对，需要时“重发新版”。")
    return words % {"number": newest.number}


def card_buttons(user: Any, card: Feedback, *, may_write: bool, is_own: bool) -> list[Action]:
    """What may be done now by this person; what is owed first."""
    issued = card.state == State.ISSUED
    owed = {State.PREPARED: ("own_view", "evaluate"), State.EVALUATED: ("own_view", "issue"), State.ISSUED: ()}
    offered = (
        (is_own and not issued, "own_view", _("写自评"), "pencil", False),
        (may_write, "evaluate", _("更正评议") if issued else _("评议"), "edit", False),
        (may_write and card.state == State.EVALUATED, "issue", _("发出"), "send", True),
        (may_write and issued, "issue_again", _("重发新版"), "refresh", False),
    )
    made = [
        Action(
            title=title,
            url=reverse(f"feedback:{name}", args=[card.pk]),
            icon=icon,
            primary=name in owed[State(card.state)],
            post=post,
        )
        for may, name, title, icon, post in offered
        if may
    ]
    effects = Action(title=_("反馈的用处"), url=reverse("feedback:effects", args=[card.member_id]), icon="target")
    return [*made, *([effects] if may_write else []), *printing(user, "feedback", card.pk, own=is_own)]


def deliveries_part(card: Feedback) -> Part:
    """To whom the card went, and what they did with it."""
    rows = card.deliveries.select_related("node", "opened_by", "feedback__programme").order_by("-pk")
    return Part(
        title=_("送达"),
        heads=(_("送达"), _("日期"), _("阅读"), _("答复期限"), _("进度"), _("单位意见")),
        rows=[
            (
                link("feedback:delivery", one.receiver_name, one.pk),
                one.delivered_on,
                f"{one.opened_by}" if one.opened_by else "—",
                printed_day(reply_due(one)),
                light_html(state_of(one), str(DELIVERY_WORDS[state_of(one)])),
                one.reply or one.ended_because or "—",
            )
            for one in rows
        ],
        empty=_("还没有发出。"),
    )


def versions_part(issues: list[Any]) -> Part:
    """The versions as they were issued."""
    return Part(
        title=_("发出的版本"),
        heads=(_("版本"), _("日期"), _("社区意见"), _("重发原因")),
        rows=[
            (
                _("第 %(number)d 版") % {"number": one.number},
                one.issued_on,
                one.content.get("opinion", ""),
                one.reason or "—",
            )
            for one in issues
        ],
        empty=_("还没有发出。"),
    )


def mine_page(member: Member) -> dict[str, Any]:
    """One's own cards, the newest first."""
    rows = [
        (
            link("feedback:card", one.period.name, one.pk),
            one.community.name,
            light_html(CARD_LIGHTS[State(one.state)], one.get_state_display()),
            _("已写") if one.own_view else (_("待写") if one.state != State.ISSUED else "—"),
        )
        for one in member.feedbacks.select_related("community").order_by("-half")
    ]
    return {
        "page_title": _("我的反馈卡"),
        "parts": [
            Part(
                title=_("社区表现反馈卡"),
                heads=(_("期间"), _("社区"), _("状态"), _("自评")),
                rows=rows,
                empty=_("还没有反馈卡。半年期满以后由社区准备。"),
            )
        ],
        "actions": [
            Action(
                title=_("活动记录卡"),
                url=reverse("feedback:activities", args=[member.pk]),
                icon="notebook",
                primary=True,
            )
        ],
    }
