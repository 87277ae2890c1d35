"""A small street whose branch collects points under a pack written as data."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.actions import Homes, link_account, register
from mulin.members.models import Member
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.records.actions import record
from mulin.records.models import Activity
from mulin.records.rules import Attendee
from mulin.tree.actions import give_role
from mulin.tree.models import Node
from tests.members.factories import identity
from tests.organisations.factories import Street, a_street, person
from tests.worlds import built_once
from tests.written_packs import written

PACKS = Path(__file__).resolve().parents[2] / "packs"
RULES = {"document": "rules"}
SINCE = datetime.date(2021, 1, 1)
DAY = "2021-07-05"
"""The second quarter is over."""


def measured(kind: str = "theme_day") -> dict[str, Any]:
    """A measure that asks which activities of a kind a member was at."""
    return {"name": "attendances_by_member", "arguments": {"kind": kind}, "window": "month"}


def rule(rule_id: str, part: str, points: Any, **more: Any) -> dict[str, Any]:
    """A rule; registered by hand unless it has a measure."""
    by_hand = {} if "measure" in more else {"because": "支部登记"}
    return {"id": rule_id, "name": f"事项{rule_id}", "part": part, "points": points, "source": RULES, **by_hand, **more}


def scheme(**more: Any) -> dict[str, Any]:
    """A scheme like that of a branch: base and daily points, monthly, quarterly, yearly."""
    return {
        "id": "member_points",
        "name": "党员积分",
        "subjects": "members",
        "total": 100,
        "floor": 0,
        "categories": [{"id": "employed", "name": "在职党员"}, {"id": "floating", "name": "流动党员"}],
        "parts": [
            {"id": "base", "name": "基础积分", "max": 60, "starts_full": True},
            {"id": "daily", "name": "日常积分", "max": 40},
        ],
        "rules": [
            rule("absent", "base", -5, categories=["employed"]),
            rule("theme_day", "daily", 2, measure=measured(), cap=6, cap_period="year"),
            rule("service", "daily", 3, cap=9, cap_period="quarter"),
        ],
        "registered": "month",
        "published": "quarter",
        "reviewed": "year",
        "objection_days": 5,
        "results": [{"id": "good", "name": "合格", "at_least": 60}, {"id": "poor", "name": "不合格", "at_least": 0}],
        "source": RULES,
        **more,
    }


CARD = {
    "id": "card",
    "name": "便民卡",
    "subjects": "members",
    "tie": "residence",
    "floor": 0,
    "parts": [{"id": "saved", "name": "累计积分"}],
    "rules": [rule("neighbour", "saved", 10, measure=measured("theme_day"))],
    "exchanges": [
        {
            "id": "special",
            "name": "特色服务",
            "points": 10,
            "period": "month",
            "at_least": 1,
            "better": 2,
            "source": RULES,
        }
    ],
    "source": RULES,
}


def pack_of(*schemes: dict[str, Any]) -> dict[str, Any]:
    """A pack with these schemes and one kind of activity."""
    return {
        "pack": "small",
        "edition": "1",
        "title": "试行办法",
        "since": "2021-01-01",
        "documents": [{"id": "rules", "title": "试行办法", "legal_basis": True}],
        "activities": [
            {
                "id": "theme_day",
                "name": "主题党日",
                "hosts": ["branch", "community"],
                "asks": ["attendance"],
                "source": RULES,
            }
        ],
        "points": list(schemes),
    }


def in_force(at: Node, by: User, *schemes: dict[str, Any]) -> Programme:
    """A small pack with these schemes, published at a node since 2021."""
    edition, _ = install(written(pack_of(*schemes)), by=by)
    return publish(adopt(edition, at, since=SINCE, legal_basis="试行", by=by), by=by)


@dataclass
class Town:
    """The street, who acts, and the members in the order they came."""

    street: Street
    clerk: User
    secretary: User
    other: User
    officer: User
    worker: User
    programme: Programme
    members: list[Member] = field(default_factory=list)

    @property
    def branch(self) -> Node:
        """The branch most members belong to."""
        return self.street.branch

    def member(self, name: str = "", *, account: bool = False, **more: Any) -> Member:
        """A member of the branch who lives in the eastern community."""
        number = len(self.members) + 1
        values = {"name": name or f"党员{number}", "identity_number": identity(number), "category": "employed", **more}
        homes = Homes(self.branch, self.street.east, datetime.date(2020, 1, 1))
        made = register(values, homes, by=self.clerk)
        if account:
            user = open_account(f"member{number}", display_name=values["name"])
            give_role(user, "member", node=self.branch, by=self.clerk)
            made = link_account(made, user.username, by=self.clerk)
        self.members.append(made)
        return made

    def theme_day(self, day: str, *members: Member) -> Activity:
        """A confirmed theme day of the branch with these members."""
        return record(
            self.branch,
            "theme_day",
            datetime.date.fromisoformat(day),
            by=self.clerk,
            people=[Attendee(one.name, member_id=one.pk) for one in members],
            at_once=True,
        )


@built_once
def a_town(clerk: User, *schemes: dict[str, Any]) -> Town:
    """The street with the schemes in force; by default those of a branch and of a community's card."""
    street = a_street(clerk)
    programme = in_force(street.street, clerk, *(schemes or (scheme(), CARD)))
    return Town(
        street,
        clerk,
        person("secretary", "unit_secretary", street.branch, clerk),
        person("other", "unit_secretary", street.branch, clerk),
        person("officer", "street_officer", street.street, clerk),
        person("worker", "community_worker", street.east, clerk),
        programme,
    )


def account_of(member: Member) -> User:
    """The member's own account, read afresh."""
    return User.objects.get(pk=member.account_id)
