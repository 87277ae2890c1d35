"""Facts of a story: whom they may speak of, what they mean when they say little, which cannot be."""

import re

import pytest

from mulin.rulebook.cases import read_cases
from mulin.rulebook.problems import PackError
from mulin.rulebook.reading import read_pack
from tests.rulebook.conftest import Write
from tests.rulebook.test_cases import one_case

FACTS = (
    "{node: yard, kind: compound, under: WHO}",
    "{node: yard, kind: compound, beside: WHO}",
    "{unit: shop, located_in: WHO}",
    "{organisation: branch, located_in: WHO}",
    "{premises: hall, kept_by: WHO}",
    "{staff: worker, serving: WHO}",
    "{members_at: WHO}",
    "{brand: 红色, of: WHO}",
    "{grade: standard, of: WHO}",
    "{guide_of: WHO}",
    "{activity: meeting, on: 2024-05-01, host: WHO}",
    "{activity: meeting, on: 2024-05-01, located_in: WHO}",
    "{veto: 事故, against: WHO}",
)


def with_facts(*facts: str) -> str:
    """A story of one step with these facts."""
    written = "".join(f"          - {fact}\n" for fact in facts)
    head = "cases:\n  - name: 开会\n    rubric: community\n    as_of: 2024-12-31\n    steps:\n      - facts:\n"
    return f"{head}{written}        expect: {{grade: none}}\n"


@pytest.mark.parametrize("fact", FACTS)
def test_whom_a_fact_speaks_of_has_come_into_the_story_before(write: Write, fact: str) -> None:
    for known in ("subject", "other", "company"):
        story = with_facts(
            "{node: other, kind: compound, under: subject}", "{unit: company}", fact.replace("WHO", known)
        )
        assert read_cases(write(cases__story=story), read_pack(write()))
    folder = write(cases__story=with_facts(fact.replace("WHO", "stranger")))
    with pytest.raises(PackError, match="前面没有出现过“stranger”") as raised:
        read_cases(folder, read_pack(folder))
    [problem] = raised.value.problems
    [field] = re.findall(r"(\w+): WHO", fact)
    assert (problem.line, problem.place.split(" › ")[-1]) == (7, field)


def test_what_a_fact_does_not_say_is_as_usual(write: Write) -> None:
    facts = (
        "{unit: shop}", "{organisation: branch}", "{premises: hall}", "{members_at: subject}", "{staff: worker}",
        "{brand: 红色}", "{activity: meeting, on: 2024-05-01, fields: {matters: 1.50}}", "{veto: 事故}",
    )  # fmt: skip
    folder = write(cases__story=with_facts(*facts))
    [case] = read_cases(folder, read_pack(folder))
    said = [fact.model_dump(exclude={"since", "until", "fields", "on"}) for fact in case.steps[0].facts]
    usual = {"located_in": "subject"}
    assert said == [
        {"unit": "shop", "kind": "enterprise", "organisation_due": False} | usual,
        {"organisation": "branch", "members": 3} | usual,
        {"premises": "hall", "kept_by": "subject", "standard": "none", "count": 1},
        {"members_at": "subject", "count": 3},
        {"staff": "worker", "serving": "subject", "count": 1, "grade": None, "promoted_on": None},
        {"brand": "红色", "of": "subject"},
        {
            "activity": "meeting", "host": "subject", "located_in": None, "attendances": 0, "notice_on": None,
            "agenda": "",
        },
        {"veto": "事故", "against": "subject"},
    ]  # fmt: skip
    assert case.steps[0].facts[6].fields == {"matters": "1.5"}  # a text: no binary fraction comes near a record


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ("{node: yard, kind: compound}", "两者取一"),
        ("{node: yard, kind: compound, under: subject, beside: subject}", "两者取一"),
        ("{organisation: branch, members: -1}", "应不小于 0"),
        ("{premises: hall, count: 0}", "应不小于 1"),
        ("{members_at: subject, count: 0}", "应不小于 1"),
        ("{staff: worker, count: 0}", "应不小于 1"),
        ("{activity: meeting, on: []}", "至少要有 1 项"),
        ("{activity: meeting, on: 2024-05-01, attendances: -1}", "应不小于 0"),
        ("{registered: help, on: 2024-05-01, times: -1}", "应不小于 0"),
        ("[一次会议]", "不知道是哪一种"),
        ("{}", "不知道是哪一种"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(write: Write, fact: str, message: str) -> None:
    folder = write(cases__story=one_case("rubric: community", "{grade: none}", fact))
    with pytest.raises(PackError) as raised:
        read_cases(folder, read_pack(folder))
    assert any(message in str(problem) for problem in raised.value.problems), raised.value
