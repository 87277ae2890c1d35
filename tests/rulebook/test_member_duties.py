"""Duties of members in the language: who may owe them, how they read, what lint says."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from mulin.members.choices import Category
from mulin.rulebook.linting import lint
from mulin.rulebook.rendering import render_markdown
from mulin.rulebook.schema import Pack
from mulin.rulebook.wording.words import CATEGORIES
from tests.assessments.small_pack import SINCE, SOURCE

ATTENDED = {"name": "attendances_by_member", "arguments": {"kind": "talk"}, "window": "quarter"}
HELD = {"name": "activities_held", "arguments": {"kind": "talk"}, "window": "quarter"}


def duty(**changes: Any) -> dict[str, Any]:
    given = {"id": "talks", "name": "谈心", "subjects": ["member"], "period": "quarter", "times": 1}
    return given | {"measure": ATTENDED, "source": SOURCE} | changes


@pytest.fixture
def pack() -> Callable[..., Pack]:
    def make(*duties: dict[str, Any]) -> Pack:
        return Pack.model_validate(
            {
                "pack": "talks",
                "edition": "1",
                "title": "谈心",
                "since": SINCE,
                "documents": [{"id": "plan", "title": "办法"}],
                "kinds": [{"id": kind, "name": name} for kind, name in (("agency", "机关"), ("branch", "党支部"))]
                + [{"id": "member", "name": "党员"}],
                "activities": [{"id": "talk", "name": "谈心", "hosts": ["branch"], "source": SOURCE}],
                "duties": duties,
            }
        )

    return make


def described() -> list[dict[str, Any]]:
    from mulin.judgement.registry import REGISTRY

    return REGISTRY.describe()


def test_a_duty_is_owed_by_members_or_by_nodes_and_not_by_both(pack: Callable[..., Pack]) -> None:
    with pytest.raises(ValidationError, match="单独写"):
        pack(duty(subjects=["member", "branch"]))
    with pytest.raises(ValidationError, match="among"):
        pack(duty(subjects=["branch"], measure=HELD, among={"tie": "residence"}))
    assert pack(duty()).duty("talks").of_members


def test_a_category_nobody_knows_is_refused(pack: Callable[..., Pack]) -> None:
    with pytest.raises(ValidationError):
        pack(duty(among={"categories": ["retired"]}))
    assert dict(Category.choices) == CATEGORIES


def test_a_reader_sees_which_members_owe_it(pack: Callable[..., Pack]) -> None:
    whole = pack(duty(among={"tie": "residence", "categories": ["employed"], "within": ["agency"]}), duty(id="all"))
    text = render_markdown(whole)
    assert "在职党员（居住在本地，所在组织或社区属于机关）" in text
    assert "党员（组织关系在本地）" in text


@pytest.mark.parametrize(
    ("subjects", "measure", "wrong"),
    [
        (["member"], ATTENDED, []),
        (["branch"], HELD, []),
        (["member"], HELD, ["组织"]),
        (["branch"], ATTENDED, ["党员"]),
    ],
)
def test_lint_wants_a_measure_about_those_who_owe_it(
    subjects: list[str], measure: dict[str, Any], wrong: list[str], pack: Callable[..., Pack]
) -> None:
    found = [one.message for one in lint(pack(duty(subjects=subjects, measure=measure)), described())]
    assert [word for word in wrong if any(f"问的是{word}" in message for message in found)] == wrong
    assert len(found) == len(wrong)
