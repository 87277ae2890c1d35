"""A year and a half of what dual management asks: joint meetings, activities of members in service, reception days."""

import datetime
import random
import time
from collections.abc import Callable, Iterable, Iterator

from mulin.demo.plan.places import STREET
from mulin.demo.writers import Writers
from mulin.foundation.periods import Period, period_of
from mulin.identity.models import User
from mulin.members.models import Tie
from mulin.records.actions import NewRecord, note_many
from mulin.records.rules import Attendee
from mulin.tree.models import Node

FIRST, LAST = datetime.date(2021, 3, 1), datetime.date(2022, 6, 24)
SLACK = ("SQ9910", "SQ9911")
"""Communities that leave out every other thing."""
ZEAL = 0.88
"""The share of members in service who come in a quarter."""
SEED = 20210301
Say = Callable[[str], None]


def live_dual_life(writers: Writers, say: Say) -> None:
    """Written down in bulk, through the action by which people write it down."""
    started = time.perf_counter()
    chance = random.Random(SEED)
    number_of_records = noted(reception_days(), writers.office)
    people = residents()
    for community in Node.objects.filter(kind="community", until=None).order_by("code"):
        held = [one for one in enumerate(quarters()) if not (community.code in SLACK and one[0] % 2)]
        there = people.get(community.pk, [])
        records = [one for _number, quarter in held for one in a_quarter(community, quarter, there, chance)]
        number_of_records += noted(records, writers.of(community))
    say(f"双联双管活动 {number_of_records} 条，{time.perf_counter() - started:.1f} 秒")


def noted(records: Iterable[NewRecord], by: User) -> int:
    """Those within the demo's time, written down by one person. How many."""
    return len(note_many([one for one in records if FIRST <= one.day <= LAST], by=by))


def quarters() -> Iterator[Period]:
    """From the first day to the last."""
    quarter = period_of("quarter", FIRST)
    while quarter.first <= LAST:
        yield quarter
        quarter = period_of("quarter", quarter.last + datetime.timedelta(days=1))


def residents() -> dict[int, list[Attendee]]:
    """Members in service by the community they live in."""
    found: dict[int, list[Attendee]] = {}
    ties = Tie.objects.filter(kind="residence", until=None, member__category="employed").order_by("member_id")
    for node_id, member_id, name in ties.values_list("node_id", "member_id", "member__name"):
        found.setdefault(node_id, []).append(Attendee(name, member_id=member_id))
    return found


def a_quarter(community: Node, quarter: Period, people: list[Attendee], chance: random.Random) -> Iterator[NewRecord]:
    """A joint meeting with notice, two activities, one gathering; summaries and the year's end where they fall due."""

    def day(offset: int) -> datetime.date:
        return min(quarter.first + datetime.timedelta(days=offset + chance.randint(0, 5)), LAST)

    def held(kind: str, on: datetime.date, who: list[Attendee], **content: object) -> NewRecord:
        where = {"place": f"{community.name}党群服务中心", "title": ""}
        return NewRecord(community, kind, on, where | content, who)  # type: ignore[arg-type]

    there = [one for one in people if chance.random() < ZEAL]
    half = len(there) // 2
    meeting = day(10)
    yield held(
        "units_joint_meeting",
        meeting,
        [],
        notice_on=meeting - datetime.timedelta(days=5),
        agenda="通报社区建设情况；协商共建活动；安排本季度工作。",
        minutes="与会单位认领共建事项，社区汇总后通报进展。",
        headcount=9,
        fields={"session": "例会"},
    )
    yield held("community_activity", day(25), there[:half], minutes="", fields={"content": "环境卫生"})
    yield held("community_activity", day(45), there[half:], minutes="", fields={"content": "帮助群众"})
    yield held("volunteer_gathering", day(60), there[: half // 2], notice_on=None, fields={"content": "社区服务"})
    if quarter.last.month in (6, 12):
        yield held("volunteer_summary", day(72), [], minutes="小结本半年服务。", fields={"plan": "增加周末便民服务。"})
    if quarter.last.month == 12:
        plan = {"commended": 6, "next_year": "人人有岗位，每季有活动，半年有反馈。"}
        yield held("year_end_meeting", day(80), there[:half], notice_on=None, fields=plan)


def reception_days() -> Iterator[NewRecord]:
    """The fifteenth of every month, at the street."""
    street = Node.objects.get(code=STREET[0])
    for month in range(14):
        year, number = divmod(FIRST.month - 1 + month, 12)
        day = datetime.date(FIRST.year + year, number + 1, 15)
        fields = {"matters": month % 4 + 2, "answered": month % 4 + 1}
        yield NewRecord(street, "reception_day", day, {"minutes": "接待群众，逐件登记答复。", "fields": fields})
