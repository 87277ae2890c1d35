"""A name that the pack does not declare is told where it stands; what may live in another pack is let through."""

import re
from collections import defaultdict
from pathlib import Path

from mulin.rulebook.references import unknown_references
from tests.rulebook.conftest import Change
from tests.rulebook.guide import Guide, at

TOLD = """
documents 里没有“{}”这份文件
    Source.document
kinds 里没有“{}”这种对象
    ActivityKind.hosts Among.within AppraisalScheme.subjects Archive.subjects BoardRule.places
    ChildrenCondition.kinds ChildrenCountCondition.kinds Duty.subjects FundingNorm.subjects Milestone.subjects
    Organ.at Organ.looks_after Paper.subjects Power.over PremisesKind.holders Procedure.subjects Quota.within
    Receiver.kind Rubric.subjects Structure.subjects StructurePart.except_in StructurePart.in_each
    StructurePart.organisations SubjectKind.under
parameters 里没有“{}”这个参数
    ParameterRef.parameter
rubrics 里没有“{}”这张评分表
    Grading.rubric
“{}”不是排在前面的等级
    GradeLevel.requires
这张评分表没有“{}”这一部分
    Quota.then_by SectionCondition.section
没有“{}”这个等级
    ChildrenCondition.grade ChildrenCountCondition.grade
parts 里没有“{}”这一部分
    PointsRule.part Power.held_by StructurePart.under
categories 里没有“{}”这一类
    PointsRule.categories
activities 里没有“{}”这类活动
    AppraisalScheme.activity ArchiveVolume.activities PledgeRules.deed_activity Procedure.activity
    Reporting.activity TeamRules.needs_activity TeamRules.work_activity VolunteerRules.activity
    VolunteerRules.gathering VolunteerRules.summary
parties 里没有“{}”这一方
    Step.who
“{}”不是前面的步骤
    Step.back_to
actions 里没有“{}”这一组任务
    Task.action
offices 里没有“{}”这个牵头单位
    Task.lead
duties 里没有“{}”这项职责
    Task.duty
papers 里没有“{}”这张表
    ArchiveStandard.paper ArchiveVolume.papers
questions 里没有“{}”这个问题
    Answer.question
这个问题没有“{}”这个选项
    Answer.is_one_of
outcomes 里没有“{}”这个结论
    DecisionRow.outcome
occasions 里没有“{}”这一事项
    Hook.occasions
organs 里没有“{}”这个机构
    Organ.part_of
"""
"""What an author is told of a name that is declared nowhere, and in which fields."""

LET_THROUGH = {
    "Acknowledgement.place": "an answer to no warning is told by linting",
    "MeasureRef.name": "linting knows the measures",
    "Pack.overrides": "other packs",
    "Pack.pack": "the pack's own name",
    "SelfWithdrawal.activities": "kinds of activity of other packs in force",
    "TransferRule.suggested_by": "a decision table of another pack in force",
}


def told_by_field() -> dict[str, str]:
    """The sentence for each field."""
    found, sentence = {}, ""
    for line in TOLD.strip().splitlines():
        if line.startswith(" "):
            found |= dict.fromkeys(line.split(), sentence)
        else:
            sentence = line
    return found


def test_a_name_that_is_declared_nowhere_is_told_at_its_place(tmp_path: Path) -> None:
    guide, told, untold = Guide(tmp_path), defaultdict(set), set()
    assert list(unknown_references(guide.pack)) == []
    for kind, word, place in guide.words():
        written = at(guide.values, place)
        names = written if isinstance(written, list) else [written]
        if word == "id" or not names or not all(re.fullmatch(r"[a-z][a-z0-9_]*", str(one)) for one in names):
            continue
        try:
            pack = guide.written(place, ["nowhere"] if isinstance(written, list) else "nowhere")
        except ValueError:
            continue  # a word of the language and no name
        found = dict(unknown_references(pack))
        if place in found:
            told[f"{kind}.{word}"].add(re.sub("“compound”(?=没有)", "", found[place]).replace("nowhere", "{}"))
        else:
            untold.add(f"{kind}.{word}")
    assert {field: {sentence} for field, sentence in told_by_field().items()} == told
    assert untold == set(LET_THROUGH)


def test_kinds_are_left_to_the_tree_when_a_pack_declares_none(changed: Change) -> None:
    pack = changed()
    without = pack.model_copy(update={"kinds": ()})
    assert list(unknown_references(without)) == []


def test_a_parameter_in_the_arguments_of_a_measure_is_declared_too(changed: Change) -> None:
    pack = changed("{kind: meeting}", "{kind: {parameter: veto_kinds}}")
    [*told] = unknown_references(pack.model_copy(update={"parameters": ()}))
    place = ("duties", 0, "measure", "arguments", "kind", "parameter")
    assert (place, "parameters 里没有“veto_kinds”这个参数") in told
