"""A district made up from one seed: streets, communities and compounds with a party branch each, and members.

It comes in through the product's own workbooks. The peers get the same organisations and members as a file.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from mulin.foundation.identifiers import identity_check_digit
from mulin.foundation.models import SearchEntry
from mulin.foundation.search_tables import forget_all_when_empty
from mulin.foundation.spreadsheets import registered, write_export
from mulin.identity.models import User
from mulin.members.models import Member, Tie
from mulin.tree.actions import give_role
from mulin.tree.models import Node
from mulin.web.actions import exchange

SEED = 20261121
COMMUNITIES_IN, COMPOUNDS_IN = 10, 30
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗"
GIVEN_NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
CATEGORIES = ("employed", "no_post", "non_public", "floating", "elderly_or_ill")
DISTRICT, FIRST_STREET, FIRST_COMMUNITY = "QX0001", "JD0001", "SQ00001"

Row = dict[str, Any]


@dataclass
class Plan:
    """The rows of the workbooks."""

    members_wanted: int
    places: list[Row] = field(default_factory=list)
    organisations: list[Row] = field(default_factory=list)
    members: list[Row] = field(default_factory=list)

    @property
    def streets(self) -> int:
        """About 3,000 members a street, as in the measured street."""
        return max(1, self.members_wanted // 3000)


def plan_district(members: int) -> Plan:
    """The same plan for the same number of members."""
    plan, chance = Plan(members), random.Random(SEED)  # noqa: S311 - a workload, not a secret
    plan.places.append({"code": DISTRICT, "kind": "district", "name": "测量区"})
    for street in range(1, plan.streets + 1):
        plan_street(plan, f"JD{street:04d}", street)
    branches = [row for row in plan.organisations if row["kind"] == "branch"]
    for number in range(members):
        branch = branches[number] if number < len(branches) else chance.choice(branches)
        plan.members.append(member(number, branch, chance))
    return plan


def plan_street(plan: Plan, code: str, number: int) -> None:
    """A street with its working committee, its communities and their compounds, a branch in each compound."""
    plan.places.append({"code": code, "kind": "street", "name": f"第{number}街道", "belongs_to": DISTRICT})
    committee = f"DGW{number:04d}"
    plan.organisations.append(
        {"code": committee, "kind": "party_work_committee", "name": f"第{number}街道党工委", "located_in": code}
    )
    for place in range(1, COMMUNITIES_IN + 1):
        index = (number - 1) * COMMUNITIES_IN + place
        community = f"SQ{index:05d}"
        plan.places.append({"code": community, "kind": "community", "name": f"第{index}社区", "belongs_to": code})
        for block in range(1, COMPOUNDS_IN + 1):
            compound = f"XQ{index:05d}{block:02d}"
            name = f"第{index}社区{block}号小区"
            plan.places.append({"code": compound, "kind": "compound", "name": name, "belongs_to": community})
            plan.organisations.append(
                {
                    "code": f"DZB{index:05d}{block:02d}",
                    "kind": "branch",
                    "name": f"{name}党支部",
                    "belongs_to": committee,
                    "located_in": compound,
                }
            )


def member(number: int, branch: Row, chance: random.Random) -> Row:
    """One member: the branch of a compound, and the compound to live in."""
    first = f"339901{1950 + number % 50}0{1 + number // 1000 % 9}{10 + number // 9000 % 18}{number % 1000:03d}"
    return {
        "name": chance.choice(SURNAMES) + chance.choice(GIVEN_NAMES) + chance.choice(GIVEN_NAMES),
        "gender": chance.choice(("male", "female")),
        "identity_number": first + identity_check_digit(first),
        "phone": f"13{number:09d}",
        "category": CATEGORIES[number % 5],
        "home_organisation": branch["code"],
        "residence": branch["located_in"],
    }


def workbook(kind: str, rows: list[Row]) -> bytes:
    """Rows as an Excel file of this KIND."""
    return write_export(registered(kind).sheet, rows).read()


def bring_in(kind: str, content: bytes) -> int:
    """Through the product's own import; a refused row stops the measuring."""
    done = exchange.bring_in(content, kind, by=User.objects.command_line())
    if not done.applied:
        raise RuntimeError(f"{done.title}：{[str(error) for error in done.errors[:3]]}")
    return int(done.new)


def bring_in_places(plan: Plan) -> None:
    """Places and organisations, once a database."""
    if not Node.objects.filter(code=DISTRICT).exists():
        bring_in("places", workbook("places", plan.places))
        bring_in("organisations", workbook("organisations", plan.organisations))


def forget_members() -> None:
    """Empty the members' tables, so that the next import starts from nothing. Between rounds, never measured."""
    with connection.cursor() as cursor:
        for model in (Tie, Member):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO foundation_search(foundation_search) VALUES ('delete-all')")
        cursor.execute(f"DELETE FROM {SearchEntry._meta.db_table}")  # noqa: S608
    forget_all_when_empty("default")
    tidy()


def tidy() -> None:
    """What autovacuum would have done by the next morning."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def officer(username: str, role: str, node: str) -> User:
    """An account with a role at a node, by its code."""
    user, _ = User.objects.get_or_create(username=username, defaults={"display_name": username})
    give_role(user, role, node=Node.objects.get(code=node), by=User.objects.command_line())
    return User.objects.get(pk=user.pk)


def tell_peers(plan: Plan, path: Path) -> None:
    """The same district for the peers: organisations with their paths, members at the compounds they live in."""
    nodes = {row["code"]: row for row in plan.places}
    ids = {code: number for number, code in enumerate(nodes, 1)}
    orgs = [(ids[code], row["name"], peer_path(code, nodes, ids)) for code, row in nodes.items()]
    members = [
        (row["name"], row["identity_number"], row["phone"], row["category"], ids[row["residence"]], None)
        for row in plan.members
    ]
    path.write_text(json.dumps({"orgs": orgs, "members": members}, ensure_ascii=False), encoding="utf-8")


def peer_path(code: str, nodes: dict[str, Row], ids: dict[str, int]) -> str:
    """``1/2/13/``: the ids from the district down."""
    line = []
    while code:
        line.append(str(ids[code]))
        code = nodes[code].get("belongs_to", "")
    return "/".join(reversed(line)) + "/"
