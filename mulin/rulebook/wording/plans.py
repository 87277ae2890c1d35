"""Phases, milestones and tasks in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.exact import number
from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.tasks import Milestone, Target, Task, TaskDue
from mulin.rulebook.wording.words import PERIODS, Words, default_words, table


def phase_lines(words: Words) -> Iterator[str]:
    """The phases of the programme."""
    if not words.pack.phases:
        return
    yield "## 实施阶段"
    yield ""
    for phase in words.pack.phases:
        until = f"至 {phase.until}" if phase.until else "起"
        yield f"- **{phase.name}**（{phase.since} {until}）：{'；'.join(phase.work)} {words.source(phase.source)}"
    yield ""


def milestone_lines(words: Words) -> Iterator[str]:
    """The milestones with their targets."""
    if not words.pack.milestones:
        return
    yield "## 目标节点"
    yield ""
    for milestone in words.pack.milestones:
        yield from one_milestone(words, milestone)


def one_milestone(words: Words, milestone: Milestone) -> Iterator[str]:
    """One milestone."""
    counted = "，累计" if milestone.cumulative else ""
    said = f"（{milestone.words}）" if milestone.words else ""
    who = words.kinds(milestone.subjects)
    yield f"### {milestone.day}{said} {milestone.name}（{who}{counted}）{words.source(milestone.source)}"
    yield ""
    for target in milestone.targets:
        yield f"- {target_words(words, target)}"
    yield ""


def target_words(words: Words, target: Target) -> str:
    """One target, how it is measured or who decides."""
    aspiration = "（力争）" if target.aspiration else ""
    if target.measure is None or target.at_least is None:
        return f"{target.name}{aspiration}：{target.because}"
    value = words.amount(target.at_least)
    if target.unit == "share" and not isinstance(target.at_least, ParameterRef):
        value = f"{number(target.at_least * 100)}%"
    goal = "" if target.unit == "yes" else f" {value}"
    reading = f"；{target.reading}" if target.reading else ""
    measured = f"{words.measure(target.measure)}达到 {words.amount(target.at_least)}"
    return f"{target.name}{goal}{aspiration}：{measured}{reading}"


def task_lines(words: Words) -> Iterator[str]:
    """The task lists."""
    for tasks in words.pack.task_lists:
        yield f"## {tasks.name} {words.source(tasks.source)}"
        yield ""
        for action in tasks.actions:
            yield f"### {action.name}"
            yield ""
            rows = [task_cells(words, task) for task in tasks.tasks if task.action == action.id]
            yield from table(("序号", "任务", "完成时间", "牵头单位", "怎样销号", "出处"), rows)
            yield ""


def task_cells(words: Words, task: Task) -> tuple[str, ...]:
    """One task as cells."""
    offices = {office.id: office.name for office in words.pack.offices}
    return (
        str(task.number),
        f"**{task.name}** {task.text}",
        due_words(words, task.due),
        "、".join(offices.get(one, one) for one in task.lead),
        "；".join(proof_words(words, task)),
        words.source(task.source),
    )


def due_words(words: Words, due: TaskDue) -> str:
    """The document's words, and the day we read in them."""
    if due.by is None:
        return due.words
    if not isinstance(due.by, ParameterRef):
        return f"{due.words}（{due.by}）"
    wanted = due.by.parameter
    found = next((one for one in words.pack.parameters if one.id == wanted), None)
    return f"{due.words}（{default_words(found) if found else wanted}）"


def proof_words(words: Words, task: Task) -> Iterator[str]:
    """How a task is shown to be done."""
    if task.cadence is not None:
        yield f"{PERIODS[task.cadence.period]} {words.amount(task.cadence.times, '次')}"
    if task.duty is not None:
        yield f"职责“{words.duty(task.duty)}”"
    for goal in task.goals:
        yield f"{goal.name}：{words.measure(goal.measure)}达到 {words.amount(goal.at_least)}"
    if task.because:
        yield task.because
