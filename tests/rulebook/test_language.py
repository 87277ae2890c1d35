"""Every example of the documentation is a pack that reads, lints, renders and stores."""

import json
import re
from pathlib import Path

import pytest

from mulin.rulebook.cases import items_without_a_case, read_cases
from mulin.rulebook.linting import lint
from mulin.rulebook.reading import load_stored, pack_text, read_pack
from mulin.rulebook.rendering import json_schema, json_schema_of_file, render_markdown
from mulin.rulebook.schema import Pack
from tests.rulebook.guide import write_examples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """All examples of the guide as the files of one edition."""
    return write_examples(tmp_path)


def test_the_examples_make_one_whole_pack(folder: Path) -> None:
    pack = read_pack(folder)
    assert load_stored(pack_text(pack)) == pack
    assert {finding.code for finding in lint(pack) if finding.acknowledged is None} == set()


def test_every_part_of_the_language_has_an_example(folder: Path) -> None:
    pack = read_pack(folder)
    assert {name for name in Pack.model_fields if not getattr(pack, name)} == set()


def test_every_way_of_scoring_and_every_condition_has_an_example(folder: Path) -> None:
    pack = read_pack(folder)
    ways = {item.score.way for rubric in pack.rubrics for item in rubric.items}
    assert ways == {"manual", "threshold", "share", "levels", "per_unit", "deduct", "itemised"}
    conditions = {one.when for grading in pack.gradings for level in grading.levels for one in level.conditions}
    assert conditions == {"children", "children_count", "facts", "section", "no_veto"}


def test_the_example_cases_are_read(folder: Path) -> None:
    pack = read_pack(folder)
    cases = read_cases(folder, pack)
    assert [case.name for case in cases] == [
        "四个季度中议过两次、三次",
        "有否决事项不能评五星",
        "会前通知过的才算，两季中算一季",
        "一天去了五次，最多计八小时",
    ]
    assert "compound 01.1" not in items_without_a_case(pack, cases)


def test_the_rendering_names_every_clause(folder: Path) -> None:
    pack = read_pack(folder)
    text = render_markdown(pack)
    named = (
        *pack.documents, *pack.parameters, *pack.provisions, *pack.phases, *pack.posts, *pack.premises, *pack.duties,
        *pack.activities, *pack.rubrics, *pack.points, *pack.procedures, *pack.task_lists, *pack.milestones,
        *pack.archives, *pack.funding, *pack.decisions,
    )  # fmt: skip
    for clause in named:
        assert (getattr(clause, "name", "") or getattr(clause, "title", "")) in text
    assert "五星：已达达标" in text.replace("*", "")


def test_editors_get_a_schema_of_the_whole_language() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "睦邻规章包"
    assert set(schema["properties"]) == set(Pack.model_fields)
    assert {"pack", "edition", "title", "since", "documents"} == set(schema["required"])
    assert "required" not in json_schema_of_file()
    references = re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema))
    assert set(references) == set(schema["$defs"])
    assert all(definition["additionalProperties"] is False for definition in schema["$defs"].values())
    assert {"Threshold", "Procedure", "DecisionTable", "ArchiveVolume"} <= set(references)
