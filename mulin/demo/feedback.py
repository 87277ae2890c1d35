"""Last half-year's cards of the demo street: evaluated, delivered, part answered; some questions of units."""

import datetime
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from mulin.demo.plan.places import STREET
from mulin.feedback import actions
from mulin.feedback.actions import Evaluation, Question
from mulin.feedback.models import Delivery, Feedback
from mulin.foundation.periods import period_of
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.tree.models import Node

HALF = period_of("half_year", datetime.date(2021, 7, 1))
ISSUED, ANSWERED, ASKED = datetime.date(2022, 1, 10), datetime.date(2022, 1, 20), datetime.date(2022, 6, 20)
OPINIONS = (
    "积极参加社区活动，遵守居民公约，邻里和睦。",
    "能参加集中活动，希望多参加志愿服务。",
    "热心服务群众，认领岗位后履职认真。",
    "工作较忙，参加活动偏少，希望合理安排时间。",
)
MARKS = (("好", "好", "好", "好"), ("较好", "好", "好", "好"), ("好", "好", "较好", "好"), ("一般", "好", "好", "较好"))
ASPECTS = ("participation", "lawfulness", "neighbourliness", "compliance")
REPLY = "已向本人反馈，纳入年度民主评议。"
LivingOn = Callable[[datetime.date], AbstractContextManager[None]]
Say = Callable[[str], None]


def feed_back(by: User, living_on: LivingOn, say: Say) -> None:
    """Every card is issued; two thirds of the units have answered; a few questions wait for the communities."""
    started = time.perf_counter()
    street = Node.objects.get(code=STREET[0])
    with living_on(ISSUED):
        actions.prepare(street, HALF, by=by)
        cards = list(Feedback.objects.filter(half=HALF.first).order_by("pk"))
        actions.evaluate({one.pk: evaluation(one, place) for place, one in enumerate(cards)}, by=by)
        actions.issue([one.pk for one in cards], by=by)
    with living_on(ANSWERED):
        for row in Delivery.objects.live().filter(receiver="home").order_by("pk")[:60]:
            if row.pk % 3:
                actions.reply(row, REPLY, by=by)
    with living_on(ASKED):
        ask_some(by)
    say(f"反馈卡 {len(cards)} 张，{time.perf_counter() - started:.1f} 秒")


def evaluation(card: Feedback, place: int) -> Evaluation:
    """What the community wrote; the same in every build."""
    which = place % len(OPINIONS)
    return Evaluation(OPINIONS[which], dict(zip(ASPECTS, MARKS[which], strict=True)) if card.is_yearly else {})


def ask_some(by: User) -> None:
    """The organisation of the first cards asks about three members before the honours of the first of July."""
    first = Delivery.objects.live().filter(receiver="home").order_by("pk").first()
    if first is None or first.node is None:
        return
    ids = Delivery.objects.live().filter(receiver="home", node=first.node).values_list("feedback__member_id", flat=True)
    living = Member.objects.filter(pk__in=ids, left_on=None, ties__kind="residence", ties__until=None)
    members = list(living.distinct().order_by("pk")[:3])
    rows = actions.ask(first.node, members, Question("honours", "拟推荐“七一”表彰"), by=by)
    actions.answer(rows[0], stand="supports", opinion="表现突出，同意推荐。", by=by)
