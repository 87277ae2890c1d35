"""Small packs in force on the test street: transfers with or without approval, floating members, a table of targets."""

from typing import Any

from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.tree.models import Node
from tests.written_packs import written

RULES = {"document": "rules"}


def pack_of(**parts: Any) -> dict[str, Any]:
    """A pack with both clauses and a table of two questions; ``parts`` replace or add."""
    return {
        "pack": "small",
        "edition": "1",
        "title": "试行办法",
        "since": "2019-01-01",
        "documents": [{"id": "rules", "title": "试行办法", "legal_basis": True}],
        "transfers": [
            {
                "id": "transfer",
                "name": "组织关系接转",
                "letter_months": 3,
                "suggested_by": "transfer_target",
                "source": RULES,
            }
        ],
        "decisions": [TABLE],
        "floating": [floating()],
        **parts,
    }


def floating(**more: Any) -> dict[str, Any]:
    """A clause with every deadline filled in."""
    return {
        "id": "floating_members",
        "name": "流动党员管理",
        "urge_from_months": 6,
        "contact_months": 3,
        "mend_days": 30,
        "census": "year",
        "census_days": 30,
        "withdrawal": {"months": 6, "grounds": ["organisation_life", "dues"], "majority": "1/2"},
        "source": RULES,
        **more,
    }


TABLE = {
    "id": "transfer_target",
    "name": "组织关系转往哪里",
    "questions": [
        {"id": "situation", "name": "情况", "choices": {"rural_floating": "农村流动党员", "retired": "离退休"}},
        {"id": "months", "name": "在新单位连续工作几个月", "kind": "number", "unit": "个月"},
        {"id": "contract", "name": "签有劳动合同", "kind": "boolean"},
    ],
    "outcomes": [{"id": "new_unit", "name": "新单位党组织"}, {"id": "home", "name": "所在村党支部"}],
    "rows": [
        {
            "when": [
                {"question": "situation", "is_one_of": ["rural_floating"]},
                {"question": "months", "at_least": 12},
                {"question": "contract", "yes": True},
            ],
            "outcome": "new_unit",
            "reason": "在新单位连续工作超过一年并签有劳动合同",
            "source": RULES,
        },
        {"outcome": "home", "reason": "原则上由所在村党支部管理", "source": RULES},
    ],
    "source": RULES,
}


def in_force(at: Node, by: User, parameters: Any = None, **parts: Any) -> Programme:
    """The small pack, installed and published at a node since 2019."""
    edition, _ = install(written(pack_of(**parts)), by=by)
    drafted = adopt(edition, at, since=edition_since(parts), legal_basis="试行", parameters=parameters or {}, by=by)
    return publish(drafted, by=by)


def edition_since(parts: dict[str, Any]) -> Any:
    """The day the pack speaks from."""
    import datetime

    return datetime.date.fromisoformat(parts.get("since", "2019-01-01"))
