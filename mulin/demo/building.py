"""Building the demo street through the product's own imports and actions, in its own time."""

import datetime
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction

from mulin.demo.accounts import HOME, open_accounts, other_secretaries
from mulin.demo.boards import fill_boards
from mulin.demo.certification import certify
from mulin.demo.deliberation import deliberate
from mulin.demo.dual_life import live_dual_life
from mulin.demo.feedback import feed_back
from mulin.demo.plan import Plan, plan_street
from mulin.demo.plan.invention import Row
from mulin.demo.plan.places import STREET
from mulin.demo.points import collect_points
from mulin.demo.registration import register_street
from mulin.demo.relations import move_relations
from mulin.demo.service import serve
from mulin.demo.structure import arrange_structure
from mulin.demo.writers import Writers, writers_of
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import registered, write_export
from mulin.foundation.workdays import seed_workdays
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.rulebook.reading import read_pack
from mulin.tree.models import Node
from mulin.web.actions import exchange, keeping

BEFORE_FACTS = ("units", "organisations", "premises", "staff", "members")
PARAMETERS = {
    "standard_social_count": 2,
    "demonstration_social_count": 1,
    "effective_participation_count": 2,
    "full_participation_count": 3,
    "regional_meetings_per_quarter": 1,
    "neighbour_services_a_year": 4,
    "neighbour_festivals_a_year": 1,
    "culture_activities_a_year": 2,
    "quality_pledges_a_year": 1,
    "red_property_meetings_a_year": 2,
    "neighbour_activities_a_year": 1,
    "disclosure_days": 7,
    "new_organisations_quota": 4,
    "veto_kinds": ["安全生产责任事故", "群体性信访事件", "党员干部严重违纪违法"],
}
Say = Callable[[str], None]


@contextmanager
def living_on(day: datetime.date) -> Iterator[None]:
    """Let the product believe that it is another day; the demo's history is written on the days it happened."""
    kept = settings.TODAY
    settings.TODAY = day
    try:
        yield
    finally:
        settings.TODAY = kept


def is_there() -> bool:
    """Has the demo street been built already?"""
    return Node.objects.filter(code=STREET[0]).exists()


@transaction.atomic
def build(say: Say) -> None:
    """Build everything, or nothing: an interrupted build leaves an empty database and starts afresh."""
    seed_workdays()
    plan = plan_street()
    writers = settle(plan, say)
    programme = put_in_force(writers.district)
    say("制度“全域提升”2021 版已发布实施")
    for by, rows in by_writer(plan.workbooks["activities"], writers):
        bring_in("activities", rows, by, say)
    certify(programme, plan, writers, living_on, say)
    register_street(writers, living_on, say)
    move_relations(writers.office, living_on, say)
    arrange_structure(writers.office, say)
    live_dual_life(writers, say)
    serve(writers, living_on, say)
    deliberate(writers, living_on, say)
    collect_points(writers, living_on, say)
    feed_back(writers.office, living_on, say)
    fill_boards(writers, living_on, say)
    keeping.tick(today())


def settle(plan: Plan, say: Say) -> Writers:
    """The places, those who answer for them, then what these bring in; last who is found among the members.

    The tree of the party's organisations begins above the street, so nobody of the street brings it in.
    """
    by = User.objects.command_line()
    bring_in("places", plan.workbooks["places"], by, say)
    people = open_accounts(by)
    for kind in BEFORE_FACTS:
        bring_in(kind, plan.workbooks[kind], by if kind == "organisations" else people["officer"], say)
    people = open_accounts(by)
    return writers_of(people, {HOME: people["secretary"]} | other_secretaries(by))


def by_writer(rows: list[Row], writers: Writers) -> Iterator[tuple[User, list[Row]]]:
    """Rows of what happened, by who answers for the host."""
    hosts = {node.code: writers.of(node) for node in Node.objects.filter(code__in={row["host"] for row in rows})}
    for by in dict.fromkeys(hosts.values()):
        yield by, [row for row in rows if hosts[row["host"]] == by]


def bring_in(kind: str, rows: list[Row], by: User, say: Say) -> None:
    """One workbook through the product's own import. A wrong cell stops the build and is named."""
    started = time.perf_counter()
    content = write_export(registered(kind).sheet, [as_cells(row) for row in rows]).read()
    result = exchange.bring_in(content, kind, by=by)
    if not result.applied:
        raise Refused(f"演示数据有错误：{result.title} {'；'.join(str(error) for error in result.errors[:5])}")
    say(f"{result.title} {result.new} 行，{time.perf_counter() - started:.1f} 秒")


def as_cells(row: dict) -> dict:
    """A row of the plan as the workbook holds it: lists of names in one cell."""
    return {key: "、".join(value) if isinstance(value, list) else value for key, value in row.items() if key != "size"}


def put_in_force(by: User) -> Programme:
    """Install the pack and put it in force for the street, with its legal basis and parameters."""
    edition, _ = install(read_pack(settings.PACKS / "quanyu" / "2021"), by=by)
    programme = adopt(
        edition,
        Node.objects.get(code=STREET[0]),
        since=datetime.date(2021, 1, 1),
        legal_basis="云川区城市基层党建全域提升行动工作部署（演示）",
        basis_number="云委办〔2020〕演示1号",
        parameters=PARAMETERS,
        by=by,
    )
    return publish(programme, by=by)
