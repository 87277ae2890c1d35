"""Items in which several things give and take at once, from one maximum or from nought."""

from decimal import Decimal

from mulin.judgement.evaluation import evaluate
from mulin.judgement.tracing import facts_of_item
from tests.judgement.clauses import entry, manual, measured, pack, rubric, section
from tests.judgement.test_evaluation import view


def counted(topic, points):
    return {"name": topic, "points": points, "measure": {"name": "entries_count", "arguments": {"topic": topic}}}


LATE, ABSENT, DEED = counted("late", "-0.5"), counted("absent", "-2"), counted("deed", "1")
AT_ONCE = {"way": "itemised", "counts": [LATE, ABSENT]}
UPWARD = {"way": "itemised", "start": "empty", "counts": [DEED, LATE]}


def judged(score, *topics):
    made = pack(rubrics=[rubric("community", [section("all", [measured("01.1", "5", score), manual("01.2", "95")])])])
    rows = [entry(10, topic=topic) for topic in topics]
    found = evaluate(made, ["community"], view=view(rows), only={10})[0].items[0]
    return found, facts_of_item(made, made.rubrics[0].items[0], 10, view=view(rows))


def test_every_thing_takes_its_own_points_from_one_maximum():
    result, facts = judged(AT_ONCE, "late", "deed", "absent", "late")
    assert (result.score, result.value, result.facts, result.by) == (Decimal(2), 2, 3, "measure")
    assert result.reason == "从 5 分往下扣：late 2（各扣 0.5 分）、absent 1（各扣 2 分），得 2 分。"
    assert facts == [("entries", 0), ("entries", 3), ("entries", 2)], "what was counted stands behind it, no more"


def test_nothing_that_happened_leaves_full_points_and_too_much_leaves_none():
    spotless, _ = judged(AT_ONCE)
    assert (spotless.score, spotless.reason) == (5, "从 5 分往下扣：没有发生，得 5 分。")
    assert judged(AT_ONCE, *["absent"] * 3)[0].score == 0


def test_counting_upward_stops_at_the_maximum_and_at_nought():
    assert [judged(UPWARD, *topics)[0].score for topics in ([], ["late"], ["deed"] * 7)] == [0, 0, 5]
    both, _ = judged(UPWARD, "deed", "deed", "late")
    assert both.reason == "从 0 分往上加，满 5 分为止：deed 2（各加 1 分）、late 1（各扣 0.5 分），得 1.5 分。"
