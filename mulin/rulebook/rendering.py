"""A pack as a readable text, to be held against its documents line by line; and as JSON Schema for editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mulin.rulebook.described import Descriptions
from mulin.rulebook.schema import Pack
from mulin.rulebook.wording.appraisals import appraisal_lines
from mulin.rulebook.wording.boards import board_lines
from mulin.rulebook.wording.facts import (
    activity_lines,
    duty_lines,
    head_lines,
    kind_lines,
    parameter_lines,
    post_lines,
    premises_lines,
    provision_lines,
)
from mulin.rulebook.wording.feedback import feedback_lines
from mulin.rulebook.wording.plans import milestone_lines, phase_lines, task_lines
from mulin.rulebook.wording.points import points_lines
from mulin.rulebook.wording.registration import registration_lines
from mulin.rulebook.wording.relations import relation_lines
from mulin.rulebook.wording.rubrics import rubric_lines
from mulin.rulebook.wording.schemes import (
    archive_lines,
    decision_lines,
    funding_lines,
    paper_lines,
    procedure_lines,
)
from mulin.rulebook.wording.service import service_lines
from mulin.rulebook.wording.structures import organ_lines, structure_lines
from mulin.rulebook.wording.words import Words

PARTS = (
    head_lines,
    provision_lines,
    kind_lines,
    structure_lines,
    organ_lines,
    milestone_lines,
    phase_lines,
    parameter_lines,
    duty_lines,
    registration_lines,
    relation_lines,
    service_lines,
    board_lines,
    points_lines,
    appraisal_lines,
    feedback_lines,
    procedure_lines,
    decision_lines,
    task_lines,
    funding_lines,
    post_lines,
    premises_lines,
    activity_lines,
    paper_lines,
    archive_lines,
)


def render_markdown(pack: Pack, measures: Descriptions = (), *, codes: bool = True) -> str:
    """The whole pack in Chinese Markdown, every clause with its source.

    ``measures`` describes those that exist, so that they and what they are asked about are called by their names.
    ``codes=False`` leaves out what only an author needs: identifiers, names of files, answered warnings.
    """
    words = Words(pack, measures, codes=codes)
    lines: list[str] = []
    for part in PARTS:
        lines += part(words)
        if part is phase_lines:
            lines += all_rubrics(words)
    lines += acknowledged_lines(words) if codes else []
    return "\n".join(lines).rstrip() + "\n"


def all_rubrics(words: Words) -> Iterator[str]:
    """The rubrics under one heading."""
    if words.pack.rubrics:
        yield "## 评分和等级"
        yield ""
    for rubric in words.pack.rubrics:
        yield from rubric_lines(words, rubric)


def acknowledged_lines(words: Words) -> Iterator[str]:
    """Warnings that the author has answered."""
    if not words.pack.acknowledged:
        return
    yield "## 已说明的提醒"
    yield ""
    for answer in words.pack.acknowledged:
        yield f"- {answer.place}（{answer.warning}）：{answer.because}"


def json_schema() -> dict[str, Any]:
    """JSON Schema of the pack language, so that editors complete and check while typing."""
    schema = Pack.model_json_schema(mode="validation")
    return schema | {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "睦邻规章包"}


def json_schema_of_file() -> dict[str, Any]:
    """The same for one of the files of an edition: any part may stand in any file, so nothing is required."""
    return {key: value for key, value in json_schema().items() if key != "required"}
