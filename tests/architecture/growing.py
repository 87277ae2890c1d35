"""A small street that grows by eight of everything at a time, for asking what a list costs when its rows double."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from mulin.assessments.actions import open_assessments
from mulin.assessments.models import (
    Assessment,
    Assignment,
    Certificate,
    Decision,
    GradeHolding,
    Rectification,
    Round,
    Veto,
)
from mulin.foundation.clock import now
from mulin.foundation.identifiers import identity_check_digit
from mulin.foundation.models import Workday
from mulin.foundation.spreadsheets import registered, write_export
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import give_role
from mulin.tree.models import Node
from mulin.web.actions import exchange

PACKS = Path(__file__).resolve().parents[2] / "packs"
SINCE = datetime.date(2021, 1, 1)
DAY = datetime.date(2021, 5, 10)
EIGHT = 8
PLACES = [
    {"code": "QX0001", "kind": "district", "name": "湖东区"},
    {"code": "JD0001", "kind": "street", "name": "滨湖街道", "belongs_to": "QX0001"},
    {"code": "SQ0001", "kind": "community", "name": "荷风社区", "belongs_to": "JD0001"},
]
PARTY = [
    {"code": "DGW001", "kind": "party_work_committee", "name": "滨湖街道党工委", "located_in": "JD0001"},
    {"code": "DZZ001", "kind": "general_branch", "name": "荷风党总支", "belongs_to": "DGW001", "located_in": "SQ0001"},
]


def bring_in(kind: str, rows: list[dict], by: User) -> None:
    """Rows through the product's own import."""
    done = exchange.bring_in(write_export(registered(kind).sheet, rows).read(), kind, by=by)
    assert done.applied, [str(error) for error in done.errors[:3]]


def founded(by: User) -> Programme:
    """The street without anything in it, and the pack in force there."""
    bring_in("places", PLACES, by)
    bring_in("organisations", PARTY, by)
    return in_force("quanyu/2021", by)


def in_force(pack: str, by: User) -> Programme:
    """A pack of ours, in force in the street since the beginning of the year."""
    edition, _ = install(read_pack(PACKS / pack), by=by)
    street = Node.objects.get(code="JD0001")
    return publish(adopt(edition, street, since=SINCE, legal_basis="测试依据", by=by), by=by)


def communities_grown(numbers: Iterable[int], by: User) -> None:
    """More communities, each with somebody who lives in one of its compounds."""
    names = [(f"SQ1{number:03}", f"XQ1{number:03}", number) for number in numbers]
    places = [{"code": one, "kind": "community", "name": f"{one}社区", "belongs_to": "JD0001"} for one, _, _ in names]
    places += [{"code": two, "kind": "compound", "name": f"{two}小区", "belongs_to": one} for one, two, _ in names]
    bring_in("places", places, by)
    person = {"category": "employed", "home_organisation": "DZZ001"}
    members = [{"name": f"李员{n}", "residence": two, "identity_number": identity(900 - n)} for _, two, n in names]
    bring_in("members", [one | person for one in members], by)


def identity(number: int) -> str:
    """A made-up identity number with a right check digit."""
    first = f"33042419800105{number:03d}"
    return first + identity_check_digit(first)


def workbooks_of(number: int) -> dict[str, dict]:
    """One row of each workbook: a compound with a branch, a unit, a parlour, a mediator, a member, a record."""
    at = {"belongs_to": "SQ0001"}
    compound, branch = f"XQ{number:04}", f"DZB{number:03}"
    unit = {"is_two_new": True, "organisation_due": True, "employees": 60, "located_in": compound}
    person = {"identity_number": identity(number), "phone": f"138{number:08d}", "category": "employed"}
    return {
        "places": {"code": compound, "kind": "compound", "name": f"荷风花园{number}", **at},
        "units": {"code": f"QY{number:04}", "kind": "enterprise", "name": f"荷风商贸{number}", **unit}
        | {"belongs_to": "JD0001"},
        "organisations": {"code": branch, "kind": "branch", "name": f"荷风第{number}支部", "located_in": compound}
        | {"belongs_to": "DZZ001"},
        "premises": {"node": compound, "kind": "compound_parlour", "name": f"荷风客厅{number}", "since": SINCE},
        "staff": {"node": compound, "name": f"娘舅{number}", "post": "mediator", "since": SINCE},
        "members": {"name": f"王员{number}", "home_organisation": branch, "residence": "SQ0001", **person},
        "activities": {"host": compound, "kind": "neighbour_service", "title": f"荷风服务{number}", "day": DAY},
    }


def grown(programme: Programme, first: int, by: User) -> None:
    """Eight more of everything that a list shows."""
    numbers = range(first, first + EIGHT)
    made = [workbooks_of(number) for number in numbers]
    for kind in made[0]:
        bring_in(kind, [rows[kind] for rows in made], by)
    compounds = list(Node.objects.filter(code__in=[rows["places"]["code"] for rows in made]))
    for assessment in open_assessments(programme, compounds, by=by):
        certify(assessment, by)
    for number in numbers:
        person = open_account(f"worker-{number}", display_name=f"社工{number}")
        give_role(person, "community_worker", node=compounds[0], by=by)
        Workday.objects.create(day=SINCE + datetime.timedelta(days=number), is_workday=False, name="假日")


def certify(assessment: Assessment, by: User) -> None:
    """A whole course of certification, written as rows: its actions are tested elsewhere."""
    programme, subject = assessment.programme, assessment.subject
    given = {"programme": programme, "subject": subject}
    Round.objects.create(
        programme=programme, kind="yearly", name=f"{subject}评审", begins_on=DAY, ends_on=DAY, organised_by=by
    )
    assessor = User.objects.get(username="assessor")
    Assignment.objects.create(assessment=assessment, assessor=assessor, assigned_by=by, assigned_at=now())
    decision = Decision.objects.create(
        assessment=assessment, outcome="granted", grade="standard", grade_name="标准型", total=85, reason="达标",
        on=DAY, by=by, at=now(),
    )  # fmt: skip
    Certificate.objects.create(
        decision=decision, street=programme.node, number=subject.code, valid_from=DAY, issued_by=by, issued_at=now()
    )
    holding = GradeHolding.objects.create(
        **given, rubric=assessment.rubric, grade="standard", grade_name="标准型", since=DAY, decision=decision
    )
    Rectification.objects.create(holding=holding, text="补记录", ordered_on=SINCE, deadline=DAY, ordered_by=by)
    Veto.objects.create(
        **given, kind="事故", document="通报", reason="原因", since=DAY, recorded_by=by, recorded_at=now()
    )
