"""Proposed scores and grades: they follow the records, equal a rebuild, and ask a fixed number of questions."""

import datetime
import json
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.assessments import actions
from mulin.assessments.models import JudgementFault, Proposal
from mulin.assessments.queries import evaluate_pack, evaluate_rubric, judged
from mulin.duties import actions as duties
from mulin.members.models import Member, Tie
from mulin.organisations.actions import enter
from mulin.organisations.models import Premises
from mulin.programmes.actions import adopt, install, publish, set_parameters
from mulin.programmes.models import Programme
from mulin.programmes.queries import stored_pack
from mulin.records.actions import void
from mulin.records.models import Activity
from mulin.rulebook.schema import Pack
from mulin.tree.actions import NewNode, found, merge
from mulin.tree.models import Node, Parent
from tests.assessments.conftest import TODAY, Stage, Street
from tests.assessments.small_pack import SINCE, SOURCE, held, item, rubric, small_pack


def kept() -> list[tuple[Any, ...]]:
    """Everything derived, apart from the day on which it was derived."""
    return list(
        Proposal.objects.order_by("subject_id", "rubric").values_list(
            "subject_id", "rubric", "total", "grade", "items", "missing", "notices"
        )
    )


def evaluated(*arguments: str) -> Any:
    out = StringIO()
    call_command("evaluate", *arguments, stdout=out)
    return json.loads(out.getvalue()) if "--json" in arguments else out.getvalue()


@pytest.mark.row("Q02")
def test_a_confirmed_record_moves_the_score_in_the_same_transaction(place: Street) -> None:
    place.meets(place.east, "2021-05-10")
    row = Proposal.objects.get(subject=place.east)
    assert [(item["id"], item["score"]) for item in row.items] == [("01.1", "20"), ("01.2", "10"), ("02.1", None)]
    void(Activity.objects.get(), reason="登记错误", by=place.root)
    row.refresh_from_db()
    assert row.total == 0


@pytest.mark.row("Q03")
def test_the_command_prints_exactly_what_was_agreed(good_year: Street) -> None:
    [one] = evaluated("trial/community", "--as-of", "2021-06-30", "--json", "--subject", "community-东社区")
    assert one == {
        "subject": {"kind": "community", "code": "community-东社区", "name": "东社区"},
        "rubric": "trial/community",
        "edition": "2021",
        "as_of": "2021-06-30",
        "items": [
            {"id": "01.1", "max": "40", "score": "40", "by": "measure", "value": "2", "facts": 2},
            {"id": "01.2", "max": "20", "score": "20", "by": "measure", "value": "1", "facts": 2},
            {"id": "02.1", "max": "40", "score": None, "by": "none", "value": None, "facts": 0},
        ],
        "total": "60",
        "grade": None,
        "missing": ["再得 15 分（现 60 分，标准型须 75 分以上）", "02.1 尚未评分"],
    }


def test_the_command_is_readable_and_says_what_is_wrong_with_its_words(good_year: Street) -> None:
    text = evaluated("trial/compound", "--as-of", "2021-06-30")
    assert "花园小区（compound-花园小区）\t100 分\t标准型" in text
    for wrong in (["trial"], ["other/community"], ["trial/none"], ["trial/community", "--subject", "无"]):
        with pytest.raises(CommandError):
            evaluated(*wrong)


def test_an_earlier_day_is_judged_by_the_facts_of_that_day(good_year: Street) -> None:
    before = {
        one["subject"]["name"]: one["total"] for one in evaluated("trial/community", "--as-of", "2021-03-31", "--json")
    }
    assert before == {"东社区": "40", "西社区": "0"}


def test_acceptance_counts_before_review_before_self_check(brought_to: Stage, place: Street) -> None:
    brought_to("applied", own=38)
    assert Proposal.objects.get(subject=place.east).total == Decimal(98)
    one = place.east.assessments.get()
    actions.save_review(one, [actions.Given("02.1", Decimal(35), "审核")], by=place["officer"])
    assert Proposal.objects.get(subject=place.east).total == Decimal(98)
    actions.review(one, opinion="同意", by=place["officer"])
    assert Proposal.objects.get(subject=place.east).total == Decimal(95)


@pytest.mark.row("Q03")
def test_a_running_assessment_keeps_its_edition_and_parameters(brought_to: Stage, place: Street) -> None:
    one = brought_to("scored")
    set_parameters(place.programme, {"patrols": 5}, by=place.root)
    levels = [{"id": "standard", "name": "标准型", "score_from": 100, "source": {"document": "plan"}}]
    harder = small_pack(edition="2022", gradings=[{"rubric": "community", "levels": levels}])
    edition, _ = install(harder, by=place.root)
    publish(
        adopt(edition, place.street, since=datetime.date(2021, 6, 1), by=place.root, legal_basis="新文件"),
        by=place.root,
    )
    [now] = [result for _, result in evaluate_pack("trial", "community", datetime.date(2021, 6, 30), [place.east.pk])]
    assert now.grade is None
    decision = actions.decide(one, grade="demonstration", reason="按原办法", by=place["leader"])
    assert (decision.grade_name, decision.total) == ("示范型", Decimal(96))


def more(kind: str, above: Node, first: int, number: int) -> None:
    """So many more nodes of a kind under a node, put into the tables at once."""
    nodes = Node.objects.bulk_create(
        Node(
            kind_id=kind,
            code=f"x{turn}",
            name=f"对象{turn}",
            path=f"{above.path}{turn + 10**6}/",
            place_path=f"{above.path}{turn + 10**6}/",
        )
        for turn in range(first, first + number)
    )
    Parent.objects.bulk_create(Parent(node=node, parent=above) for node in nodes)


def questions(programme: Programme, rubric_id: str, subjects: int) -> int:
    """How many questions one evaluation of all subjects asks the database, once the pack has been read."""
    stored_pack(programme.edition_id)
    with CaptureQueriesContext(connection) as asked:
        results = evaluate_rubric(programme, rubric_id, datetime.date(2021, 6, 30))
    assert len(results) == subjects
    return len(asked)


def test_judging_asks_as_many_questions_for_ten_as_for_a_thousand(place: Street) -> None:
    more("compound", place.east, 0, 8)
    few = questions(place.programme, "compound", 10)
    more("compound", place.east, 8, 990)
    assert questions(place.programme, "compound", 1000) == few < 12


def test_a_score_counts_under_another_edition_while_its_clause_reads_the_same(brought_to: Stage, place: Street) -> None:
    brought_to("applied", own=38)
    same = small_pack(edition="2022", title="修订")
    changed = [rubric("community", 1, [item("02.1", "另一条", 40, **BY_HAND)])]
    other = small_pack(
        edition="2023", rubrics=[*changed, rubric("compound", 11, [item("11.2", "整洁", 40, **BY_HAND)])]
    )
    for turn, (pack, total) in enumerate(((same, 98), (other, 0)), 1):
        edition, _ = install(pack, by=place.root)
        since = datetime.date(2021, 1, 1 + turn)
        programme = publish(adopt(edition, place.street, since=since, by=place.root, legal_basis="文件"), by=place.root)
        assert Proposal.objects.get(subject=place.east, programme=programme).total == Decimal(total)


BY_HAND = {"way": "manual", "because": "要到现场看"}


def test_a_fault_is_queued_and_never_refuses_the_record(place: Street, monkeypatch: pytest.MonkeyPatch) -> None:

    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("坏条款")

    with monkeypatch.context() as patch:
        patch.setattr(judged, "evaluate", broken)
        place.meets(place.east, "2021-05-10")
    assert Activity.objects.count() == 1
    assert JudgementFault.objects.get().message == "坏条款"
    assert actions.tick() > 0
    assert JudgementFault.objects.get().settled_at is not None
    assert Proposal.objects.get(subject=place.east).total == Decimal(30)


def test_the_nightly_tick_judges_what_was_judged_before_today(good_year: Street, today_is: Any) -> None:
    assert actions.tick() == 0
    today_is("2022-01-01")
    assert actions.tick() > 0
    assert actions.tick() == 0
    assert Proposal.objects.get(subject=good_year.east).total == 0


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["meets", "patrols", "void", "score", "veto", "found"]),
        st.integers(0, 3),
        st.dates(datetime.date(2021, 1, 2), datetime.date(2021, 6, 29)),
    ),
    max_size=8,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(history=EVENTS)
@pytest.mark.django_db(transaction=False)
def test_the_incremental_state_equals_a_rebuild(history: list[Any], place: Street) -> None:

    with transaction.atomic():
        for what, number, day in history:
            happen(place, what, number, day)
        incremental = kept()
        actions.rebuild()
        rebuilt = kept()
        transaction.set_rollback(True)
    assert incremental == rebuilt


def happen(place: Street, what: str, number: int, day: datetime.date) -> None:
    communities, compounds = [place.east, place.west], [place.garden, place.court]
    if what == "meets":
        place.meets(communities[number % 2], day.isoformat())
    elif what == "patrols":
        place.patrols(compounds[number % 2], day.isoformat())
    elif what == "void":
        counting = Activity.objects.facts().order_by("pk")
        if counting:
            void(counting[number % len(counting)], reason="登记错误", by=place.root)
    elif what == "score":
        node = [*communities, *compounds][number]
        running = node.assessments.filter(state="open").first()
        one = running or actions.open_assessments(place.programme, [node], by=place.root)[0]
        item = "02.1" if node.kind_id == "community" else "11.2"
        actions.save_self_check(one, scores=[actions.Given(item, Decimal(10 * number), "看过")], by=place.root)
        actions.finish_self_check(one, by=place.root)
    elif what == "veto":
        actions.record_veto(
            place.programme, communities[number % 2], actions.NewVeto("安全事故", "通报", "起火", day), by=place.root
        )
    else:
        code = f"new-{Proposal.objects.count()}-{number}-{day}"
        above = communities[number % 2]
        if not above.children.filter(node__code=code).exists():
            found(NewNode("compound", "新小区", belongs_to=above, code=code), reason="新建", by=place.root)


def pack_that_asks_what_stands() -> Pack:
    """A pack that asks for premises and for members, both of which a merger hands over."""
    asked = {"way": "threshold", "at_least": 1}
    items = [
        item("01.1", "阵地", 50, measure={"name": "premises_counted", "window": "day"}, **asked),
        item("01.2", "党员", 50, measure={"name": "resident_members_counted", "window": "day"}, **asked),
    ]
    duty = {
        "id": "joint_meeting",
        "name": "每季度开会",
        "subjects": ["community"],
        "period": "quarter",
        "times": 1,
        "measure": held("joint_meeting", "quarter"),
        "excused_without": {"name": "resident_members_counted", "window": "day"},
        "source": SOURCE,
    }
    return small_pack(pack="standing", duties=[duty], rubrics=[rubric("community", 1, items)], gradings=[])


def test_a_merger_is_judged_once_and_equals_a_rebuild(good_year: Street) -> None:
    place = good_year
    edition, _ = install(pack_that_asks_what_stands(), by=place.root)
    publish(adopt(edition, place.street, since=SINCE, legal_basis="试用文件", by=place.root), by=place.root)
    enter(Premises(node=place.east, name="红色驿站", kind="red_station"), by=place.root)
    Tie.objects.create(member=Member.objects.create(code="DY1", name="张三"), kind="residence", node=place.east)
    with CaptureQueriesContext(connection) as asked:
        merge([place.east], place.west, on=TODAY, reason="合并", by=place.root)
    read = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    programmes = 2
    assert sum('"duties_dutystate"."facts"' in sql for sql in read) == programmes
    assert sum('"assessments_proposal"."missing"' in sql for sql in read) == programmes
    assert (duties.rebuild(), actions.rebuild()) == (0, 0)
