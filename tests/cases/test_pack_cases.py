"""Every case of every pack under ``packs/``, told step by step to the product on its database."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from mulin.assessments.models import JudgementFault, Proposal
from mulin.identity.models import User
from mulin.programmes.queries import stored_pack
from mulin.rulebook.cases import items_without_a_case, read_cases
from mulin.rulebook.reading import read_pack
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.case_facts import SUBJECT
from mulin.rulebook.schema.cases import Case
from tests.cases.telling import Telling

PACKS = Path(__file__).resolve().parents[2] / "packs"
EXAMPLES = PACKS / "examples"
EDITIONS = sorted(path.parent for path in (*PACKS.glob("*/*/pack.yaml"), *EXAMPLES.glob("*/*/pack.yaml")))
READ = {path: read_pack(path) for path in EDITIONS}
CASES = [
    pytest.param(READ[path], case, id=f"{READ[path].pack} {case.rubric or case.subject or case.points} {case.name}")
    for path in EDITIONS
    for case in read_cases(path, READ[path])
]


@pytest.fixture
def set_day(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    stored_pack.cache_clear()

    def to(day: datetime.date) -> None:
        settings.TODAY = day

    return to


@pytest.mark.row("Q02")
@pytest.mark.row("Q03")
@pytest.mark.parametrize(("pack", "case"), CASES)
def test_a_case_of_a_pack_comes_out_as_it_says(pack: Pack, case: Case, clerk: User, set_day: Any) -> None:
    story = Telling(pack, case, clerk, set_day)
    for number, step in enumerate(case.steps, 1):
        for fact in step.facts:
            story.tell(fact)
        wanted, found = story.finds(step.expect)
        assert found == wanted, f"step {number}"
    assert not JudgementFault.objects.exists()


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_automatic_item_is_shown_with_two_different_scores(path: Path) -> None:
    pack = READ[path]
    cases = read_cases(path, pack)
    assert cases or not pack.rubrics
    assert items_without_a_case(pack, cases) == []


def test_the_kept_proposals_say_what_the_cases_say(clerk: User, set_day: Any) -> None:
    pack, case = next((one.values[0], one.values[1]) for one in CASES if one.values[1].rubric == "community")
    story = Telling(pack, case, clerk, set_day)
    for step in case.steps:
        for fact in step.facts:
            story.tell(fact)
        kept = Proposal.objects.get(subject=story.nodes[SUBJECT], rubric=case.rubric)
        [item] = [item for item in kept.items if item["id"] == step.expect.item]
        assert float(item["score"]) == float(str(step.expect.score))


def test_a_grade_that_others_move_is_kept_as_they_move_it(clerk: User, set_day: Any) -> None:
    pack, case = next((one.values[0], one.values[1]) for one in CASES if "十个班组" in str(one.values[1].name))
    story = Telling(pack, case, clerk, set_day)
    for step in case.steps:
        for fact in step.facts:
            story.tell(fact)
        kept = Proposal.objects.get(subject=story.nodes[SUBJECT], rubric=case.rubric)
        assert kept.grade == step.expect.grade, "the last facts were those of another team"
