"""Half a year of relations in the demo street: transfers in every state, members away and here, the yearly census."""

import datetime
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from mulin.demo.plan.invention import AREA, Invention
from mulin.demo.plan.places import STREET
from mulin.foundation.identifiers import identity_check_digit
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import registered, write_export
from mulin.identity.models import User
from mulin.members.models import Tie
from mulin.relations.actions import floating, transfers
from mulin.relations.actions.floating.away import ReturnCheck
from mulin.relations.models import Absence, CensusReturn, Stay, Transfer
from mulin.tree.models import Node
from mulin.web.actions import exchange

ABSENT, GUESTS, LEAVING = 36, 120, 9
SEED = 1997
"""Guests are other people than those of the street."""
TOLD, SPRING, NOW = datetime.date(2021, 11, 20), datetime.date(2022, 3, 10), datetime.date(2022, 6, 27)
PLACES = ("邻省港城", "省城高新区", "邻县工业园", "山城", "江北新区", "海岛渔港")
REASONS = ("务工", "经商", "随子女居住", "进修学习", "项目驻点")
FROM = ("外省柳湾村党支部", "邻县青石镇机关党支部", "外省松岭社区第二党支部", "山城商会流动党员党支部")
LivingOn = Callable[[datetime.date], AbstractContextManager[None]]
Say = Callable[[str], None]


def move_relations(by: User, living_on: LivingOn, say: Say) -> None:
    """Some go away, some come, some are transferred; the census of the year is half done."""
    started = time.perf_counter()
    people = list(Tie.objects.filter(kind="home_organisation", until=None).select_related("member", "node"))
    people.sort(key=lambda tie: tie.member.code)
    branches = list(Node.objects.filter(kind_id="branch", code__startswith="DZBWG").order_by("code"))
    with living_on(TOLD):
        go_away(people[40 : 40 + ABSENT * 7 : 7], by)
    with living_on(SPRING):
        come_here(branches, by)
    with living_on(NOW):
        look_after(by)
        transfer(people[500 : 500 + LEAVING * 11 : 11], branches, by)
        count_guests(by)
    made = f"转接 {Transfer.objects.count()} 件，外出 {Absence.objects.count()} 人，流入 {Stay.objects.count()} 人"
    say(f"组织关系：{made}，{time.perf_counter() - started:.1f} 秒")


def bring_in(kind: str, rows: list[dict], by: User) -> None:
    """One workbook through the product's own import."""
    done = exchange.bring_in(write_export(registered(kind).sheet, rows).read(), kind, by=by)
    if not done.applied:
        raise Refused(f"演示数据有错误：{'；'.join(str(error) for error in done.errors[:5])}")


def go_away(ties: Sequence[Tie], by: User) -> None:
    """Members who told before leaving; every third at a fixed place."""
    rows = [
        {
            "code": tie.member.code,
            "name": tie.member.name,
            "home_organisation": tie.node.code,
            "reason": REASONS[number % len(REASONS)],
            "left_on": TOLD + datetime.timedelta(days=number % 5),
            "told_on": TOLD,
            "place": PLACES[number % len(PLACES)],
            "is_fixed": number % 3 == 0,
            "host_text": f"{PLACES[number % len(PLACES)]}党员服务中心",
        }
        for number, tie in enumerate(ties)
    ]
    bring_in("absences", rows, by)
    for absence in Absence.objects.order_by("pk")[: ABSENT // 2]:
        if not absence.place or not absence.place.is_fixed:
            floating.issue_permit(absence, by=by)


def come_here(branches: Sequence[Node], by: User) -> None:
    """Members of other places, received by the branches of the grids; every ninth without a permit in order."""
    invention = Invention(SEED)
    rows = []
    for number in range(GUESTS):
        born = invention.day(datetime.date(1960, 1, 1), datetime.date(1998, 12, 31))
        lacking = number % 9 == 4
        rows.append(
            {
                "name": invention.person(),
                "identity_number": identity_of(born, number),
                "from_text": FROM[number % len(FROM)],
                "host": branches[number % len(branches)].code,
                "came_on": SPRING,
                "reason": REASONS[number % len(REASONS)],
                "permit_shown": "not_in_order" if lacking else "in_order",
                "permit_number": "" if lacking else f"演示{number + 1:04d}",
                "permit_steps": "联系原党组织核对并补证" if lacking else "",
                "reported_on": None if number % 10 == 0 else SPRING,
            }
        )
    bring_in("stays", rows, by)


def identity_of(born: datetime.date, number: int) -> str:
    """An identity number with the right check digit, in another area that does not exist."""
    first = f"{AREA[:-1]}{(int(AREA[-1]) + 1) % 10}{born:%Y%m%d}{number:03d}"
    return first + identity_check_digit(first)


def look_after(by: User) -> None:
    """Contacts, a change of place, somebody criticised, some back with their permits looked through."""
    away = list(Absence.objects.order_by("pk"))
    for absence in away[:20]:
        floating.note_contact(absence, kind="reported", day=NOW, note="电话汇报工作和生活情况", by=by)
    floating.change_place(away[20], floating.Spot("省城高新区", is_fixed=True), since=NOW, by=by)
    floating.begin_mending(
        away[21], kind="no_contact", cause="更换号码未告知", mend_by=NOW + datetime.timedelta(days=30), by=by
    )
    floating.urge(away[0], on=NOW, answer="愿意转出，待对方单位党组织接收", by=by)
    for absence in away[-4:]:
        floating.check_return(absence, ReturnCheck(NOW, "按要求参加外出地活动，表现良好", attended=3), by=by)


def transfer(ties: Sequence[Tie], branches: Sequence[Node], by: User) -> None:
    """One in every state a transfer can be in."""
    until = NOW + datetime.timedelta(days=90)
    members = [tie.member for tie in ties]
    sent = []
    for number, tie in enumerate(ties[:6]):
        target = [branch for branch in branches if branch.pk != tie.node_id][number]
        wish = transfers.Wish("工作调动", target, answers={"situation": "retired"}, valid_until=until)
        sent.append(transfers.start(tie.member, wish, by=by))
    transfers.receive(sent[:3], by=by)
    transfers.refuse(sent[3:4], because="劳动合同未满一年，请核实", by=by)
    transfers.ask(members[6], reason="退休后随子女居住", where="居住地社区", by=by)
    outside = transfers.Wish("返乡创业", target_text="邻县柳溪镇党委", valid_until=until)
    gone = transfers.start(members[7], outside, by=by)
    transfers.record_receipt(gone, number="柳溪2022-18", on=NOW, by=by)
    transfers.start(members[8], outside, by=by)


def count_guests(by: User) -> None:
    """The census of the year: half of the communities have reported."""
    street = Node.objects.get(code=STREET[0])
    floating.open_census(street, year=NOW.year, due_on=NOW + datetime.timedelta(days=20), by=by)
    rows = list(CensusReturn.objects.order_by("pk"))
    for number, row in enumerate(rows[: len(rows) // 2]):
        floating.complete_return(row, wishing_transfer=number % 2, thoughts="思想稳定，愿意参加社区活动", by=by)
