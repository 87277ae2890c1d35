"""The reuse ratio: what nobody had to type for a paper, measured on the papers of the regulation itself."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from mulin.assessments import actions
from mulin.assessments.models import Assessment
from mulin.assessments.queries.kept import rubric_of
from mulin.organisations.actions.describing import count_population
from mulin.papers.machine.paper import DataTable, Facts, FormTable, Opinion, Paper, Value
from mulin.papers.queries import PAPERS, paper_kind, reuse_of, together
from mulin.papers.rules import Pen, Reuse
from mulin.programmes.actions import adopt, install, publish
from mulin.records.actions import record
from mulin.records.rules import Attendee
from mulin.rulebook.schema import Pack
from tests.assessments.conftest import TODAY, Street
from tests.papers.conftest import BRAND, FIGURES, MINUTES
from tests.worlds import built_once

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
    "new_organisations_quota": 4,
    "veto_kinds": ["安全生产责任事故"],
}


def given(assessment: Assessment, reason: str) -> list[actions.Given]:
    """Half the points of every item that a person scores."""
    items = [item for item in rubric_of(assessment).items if item.score.way == "manual"]
    return [actions.Given(item.id, Decimal(item.max) / 2, reason) for item in items]


@pytest.fixture
def assessed(place: Street, regulation: Pack) -> Assessment:
    return a_whole_loop(place, regulation)


@built_once
def a_whole_loop(place: Street, regulation: Pack) -> Assessment:
    """The east community through the whole loop of the regulation as delivered, with nothing left out."""
    edition, _ = install(regulation, by=place.root)
    since = datetime.date(2021, 1, 1)
    adopted = adopt(edition, place.street, since=since, by=place.root, legal_basis="方案", parameters=PARAMETERS)
    programme = publish(adopted, by=place.root)
    count_population(place.east, FIGURES, on=since, by=place.root)
    [one] = actions.open_assessments(programme, [place.east], by=place["officer"])
    checked = [(item.id, "已逐项核对") for item in rubric_of(one).items[:2]]
    actions.save_self_check(one, scores=given(one, "有台账"), checked=checked, by=place["worker"])
    for gap in actions.finish_self_check(one, by=place["worker"]):
        if gap.item == "06.1":
            actions.plan_gap(gap, text="三月底前列出清单", due_on=datetime.date(2021, 9, 30), by=place["worker"])
    brand = {f"brand_{name}": said for name, said in BRAND.items()}
    answers = FIGURES | brand | {"measures": "做实网格支部。\n办好四方议事会。"}
    actions.apply(one, actions.Written("standard", answers, (place.garden,)), by=place["secretary"])
    actions.review(one, opinion="同意推荐", by=place["officer"])
    new_round = actions.NewRound("acceptance", "2021年度验收", TODAY, TODAY + datetime.timedelta(days=30))
    actions.organise_round(programme, new_round, [one], by=place["officer"])
    actions.assign([one], [place["assessor"]], by=place["officer"])
    actions.score(one, given(one, "现场看过"), by=place["assessor"])
    actions.decide(one, grade="", reason="得分未到标准", by=place["leader"])
    return Assessment.objects.get(pk=one.pk)


def papers_of(place: Street, assessed: Assessment) -> dict[str, Any]:
    """The papers of the seed that this community's year prints, with the object of each."""
    meeting = record(
        place.east,
        "joint_meeting",
        datetime.date(2021, 6, 10),
        by=place.root,
        at_once=True,
        place="三楼会议室",
        agenda="一、通报",
        minutes=MINUTES,
        people=[Attendee(f"居民{number}", "业委会") for number in range(1, 11)],
    )
    about = {"assessment": assessed, "round": assessed.round, "activity": meeting, "node": place.east}
    return {one.id: about[one.about.id] for one in PAPERS if one.about.id in about and one.id != "certificate"}


def test_at_least_95_of_100_fields_of_the_papers_of_the_regulation_are_typed_by_nobody(
    place: Street, assessed: Assessment
) -> None:
    counted = [reuse_of(kind, [thing]) for kind, thing in with_kinds(papers_of(place, assessed))]
    assert [one.papers for one in counted] == [1] * 9
    all_together = together(counted)
    assert all_together.ratio is not None
    assert all_together.strict_ratio is not None
    shown = {one.kind.id: one.reuse for one in counted}
    assert all_together.ratio >= Decimal("0.95"), shown
    assert all_together.strict_ratio >= Decimal("0.90"), shown


def with_kinds(papers: dict[str, Any]) -> list[tuple[Any, Any]]:
    """The registered papers with their objects."""
    return [(paper_kind(paper_id), thing) for paper_id, thing in papers.items()]


def test_every_filled_cell_was_written_with_the_pen(place: Street, assessed: Assessment) -> None:
    for kind, thing in with_kinds(papers_of(place, assessed)):
        pen = Pen()
        assert pen.reuse.fields == 0
        paper = kind.compose(thing, pen)
        assert 0 < filled_cells(paper) <= pen.reuse.fields, kind.id


def filled_cells(paper: Paper) -> int:
    """How many cells of forms, pairs and tables hold something that a blank one would not."""
    count = 0
    for block in paper.blocks:
        if isinstance(block, Facts):
            count += sum(fact.filled for fact in block.facts)
        elif isinstance(block, FormTable):
            cells = [cell for row in block.rows for cell in row.cells if isinstance(cell, Value | Opinion)]
            count += sum(cell.filled for cell in cells)
        elif isinstance(block, DataTable):
            places = [place for place, column in enumerate(block.columns) if not column.fixed]
            count += sum(bool(row[place]) for row in block.rows for place in places)
    return count or 1


@pytest.mark.row("Q06")
def test_what_the_registry_holds_is_not_counted_as_typed(place: Street, assessed: Assessment) -> None:
    [counted] = [reuse_of(paper_kind("application_form"), [assessed])]  # type: ignore[arg-type]
    assert counted.reuse.typed == len(("planned", "measures"))
    assert counted.reuse.given == len(("level", "opinion"))


def test_a_pen_counts_what_it_writes_and_nothing_that_is_empty() -> None:
    pen = Pen()
    assert pen.held("东社区") + pen.typed("措施") + pen.held("") + pen.typed(None) == "东社区措施"
    assert pen.known(5, 5) + pen.known("另写", "底册") == "5另写"
    assert pen.given(Decimal("7.50")) == "7.5"
    assert pen.reuse == Reuse(held=2, given=1, typed=2)
    assert (pen.reuse.ratio, pen.reuse.strict_ratio) == (Decimal("0.6"), Decimal("0.4"))
    assert Reuse().ratio is None


def test_the_page_shows_the_ratio_of_what_the_person_may_see(place: Street, assessed: Assessment, browser: Any) -> None:
    page = browser("officer").get(reverse("papers:reuse"))
    rows = {row[0]: row[1] for row in page.context["rows"]}
    assert (rows["申报表"], rows["自查清单"], rows["责令整改通知书"]) == (1, 1, 0)
    assert page.context["ratio"].endswith(" %")
    nothing = browser("administrator").get(reverse("papers:reuse"))
    assert nothing.context["ratio"] == "—"
