"""A result that asks about itself is told with the way round; one that only builds on others is not."""

import pytest

from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import MeasureRef
from tests.rulebook.conftest import Change
from tests.rulebook.test_findings import told

GRADED = """rubrics:
  - id: compound
    name: 小区
    subjects: [compound]
    total: 5
    source: {document: rules, section: 二}
    sections:
      - id: all
        name: 全部
        indicators:
          - number: 1
            name: 一
            items:
              - id: "01.1"
                text: 甲
                max: 5
                score: {way: manual, because: 看, evidence: [表]}
                source: {document: rules, section: 二}
gradings:
  - rubric: compound
    levels: [{id: standard, name: 达标, score_from: 3, source: {document: rules, section: 二}}]
"""
ITSELF = "duties › meeting：循环：meeting → meeting，结果取决于自己"
ROUND = "duties › meeting：循环：meeting → community → meeting，结果取决于自己"


def asking(pack: Pack, **arguments: object) -> Pack:
    """The pack whose duty, of the community, asks this."""
    measure = MeasureRef.model_validate({"name": "anything", "arguments": arguments})
    duty = pack.duties[0].model_copy(update={"measure": measure})
    return pack.model_copy(update={"duties": (duty,)})


@pytest.mark.parametrize(
    ("arguments", "circle"),
    [
        ({"duty": "meeting"}, ITSELF),
        ({"duty": "dinner"}, None),
        ({"duty": {"parameter": "veto_kinds"}}, None),
        ({"grade": "standard"}, ROUND),
        ({"grade": "standard", "kind": "community"}, ROUND),
        ({"grade": "standard", "kind": "compound"}, None),
        ({"grade": "standard", "child_kind": "community"}, ROUND),
        ({"grade": "standard", "child_kind": "compound"}, None),
        ({"grade": "standard", "kinds": ["compound", "community"]}, ROUND),
        ({"grade": "standard", "kinds": ["compound"]}, None),
        ({"grade": "standard", "kinds": {"parameter": "veto_kinds"}}, ROUND),
        ({"kind": "community"}, None),
        ({"grade": "standard", "kind": "compound", "duty": "meeting"}, ITSELF),
    ],
)
def test_a_duty_that_asks_for_what_follows_from_it_is_told(
    changed: Change, arguments: dict[str, object], circle: str | None
) -> None:
    found = told(asking(changed(more=GRADED), **arguments))
    assert found == ([f"错误 [circle] {circle}"] if circle else [])


CONDITION = "when: no_veto, kinds: {parameter: veto_kinds}"


@pytest.mark.parametrize(
    ("condition", "circles"),
    [
        ("when: children, kinds: [compound], grade: standard, share: 1", 0),
        ("when: children, kinds: [compound, community], grade: standard, share: 1", 1),
        ("when: children_count, kinds: [community], grade: standard, at_least: 1", 1),
        ("when: facts, name: 甲, measure: {name: any, arguments: {grade: standard}}, at_least: 1", 1),
        ("when: facts, name: 甲, measure: {name: any, arguments: {duty: meeting}}, at_least: 1", 0),
    ],
)
def test_a_grade_that_asks_for_itself_is_told_once(changed: Change, condition: str, circles: int) -> None:
    found = told(changed(CONDITION, condition, GRADED))
    circle = "错误 [circle] rubrics › community：循环：community → community，结果取决于自己"
    assert found == [circle] * circles


def test_a_circle_is_found_among_other_questions(changed: Change) -> None:
    source = "source: {document: rules, section: 一}"
    asks = "when: facts, name: 甲, measure: {name: any, arguments: {WHAT}}, at_least: 1"
    below = "when: children_count, kinds: [compound], grade: standard, at_least: 1"
    own = "when: children, kinds: [community], grade: standard, share: 1"
    for circle in (own, asks.replace("WHAT", "grade: standard")):
        for other in (below, asks.replace("WHAT", "duty: meeting")):
            for pair in ((circle, other), (other, circle)):
                text = f", {source}}}\n          - {{".join(pair)
                assert len(told(changed(CONDITION, text, GRADED))) == 1


def test_a_long_way_round_is_told_in_order_and_what_hangs_on_it_is_not(changed: Change) -> None:
    duty = """duties:
  - id: ID
    name: 会
    subjects: [community]
    period: year
    times: 1
    measure: {name: any, arguments: {duty: NEXT}}
    source: {document: rules, section: 一}
"""
    chain = (("a", "b"), ("b", "c"), ("c", "a"), ("outside", "a"))
    more = "duties:\n" + "".join(duty.replace("ID", one).replace("NEXT", other)[8:] for one, other in chain)
    assert told(changed(more=more)) == ["错误 [circle] duties › a：循环：a → b → c → a，结果取决于自己"]
