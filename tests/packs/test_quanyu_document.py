"""Pack quanyu 2021 held against the text of its document, where that is at hand."""

import re

import pytest

from mulin.rulebook.rendering import render_markdown
from mulin.rulebook.schema import Pack


def part(document: str, first: str, last: str) -> str:
    """The text between two lines that begin so."""
    return document.split(f"\n{first}", 1)[1].split(f"\n{last}", 1)[0]


def rubric_rows(document: str) -> dict[int, tuple[list[int], int]]:
    """Annex 2: for each indicator the points of its items and its sum. An item without points has the sum."""
    rows = {}
    for line in part(document, "附件2:", "附件3:").splitlines():
        row = re.match(r"(\d+) \| [^|]+ \| ([^|]+) \| [^|]*?(\d+)分 \|", line)
        if row:
            points = [int(one) for one in re.findall(r"\((\d+)分\)", row[2])]
            rows[int(row[1])] = (points or [int(row[3])], int(row[3]))
    return rows


def task_rows(document: str) -> dict[int, tuple[str, list[str]]]:
    """Annex 3: for each task the words of its date and its lead offices."""
    rows = {}
    for line in part(document, "附件3:", "附件4:").splitlines():
        row = re.search(r"(?:^|\| )(\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|", line)
        if row:
            offices = row[3].replace("(", "（").replace(")", "）").strip().split("、")
            rows[int(row[1])] = (row[2].strip(), offices)
    return rows


@pytest.mark.row("Q02")
def test_all_63_points_stand_in_the_order_of_the_document(quanyu: Pack, document: str) -> None:
    rows = rubric_rows(document)
    assert sorted(rows) == list(range(1, 29))
    written = [point for number in sorted(rows) for point in rows[number][0]]
    assert len(written) == 63
    assert [int(item.max) for rubric in quanyu.rubrics for item in rubric.items] == written


@pytest.mark.row("Q02")
def test_each_indicator_has_the_sum_of_the_document(quanyu: Pack, document: str) -> None:
    rows = rubric_rows(document)
    for rubric in quanyu.rubrics:
        for section in rubric.sections:
            for indicator in section.indicators:
                assert sum(item.max for item in indicator.items) == rows[indicator.number][1]


@pytest.mark.row("Q10")
def test_dates_and_lead_offices_of_the_tasks_are_the_documents(quanyu: Pack, document: str) -> None:
    rows = task_rows(document)
    offices = {office.id: office.name for office in quanyu.offices}
    [listed] = quanyu.task_lists
    assert {task.number: (task.due.words, [offices[one] for one in task.lead]) for task in listed.tasks} == rows


def test_the_form_has_every_label_of_annex_4(quanyu: Pack, document: str) -> None:
    [paper] = quanyu.papers
    written = {re.sub(r"\s", "", cell) for cell in re.split(r"[|\n]", part(document, "附件4:", "扩展阅读"))}
    written = {re.sub(r"^\d{4}年XX街道.*$|年月日|盖章|\(社区\)|□.*", "", cell) for cell in written} - {""}
    labels = {re.sub(r"\s", "", cell.label) for row in paper.rows for cell in row.cells if cell.label}
    text = "".join(sorted(labels))
    assert {cell for cell in written if cell not in text and not any(label in cell for label in labels)} == set()
    assert paper.seal
    assert paper.date_line


def test_items_are_told_in_our_own_words(quanyu: Pack, document: str) -> None:
    for rubric in quanyu.rubrics:
        for item in rubric.items:
            assert not any(item.text[start : start + 25] in document for start in range(len(item.text) - 24)), item.id


def test_no_person_of_the_document_is_named(quanyu: Pack, document: str) -> None:
    people = part(document, "附件1:", "附件2:")
    listed = people.split("组长:", 1)[1].split("领导小组下设", 1)[0]
    runs = re.findall(r"[一-鿿]{2,}", re.sub(r"副?组长:|成员:", " ", listed))
    text = render_markdown(quanyu)
    threes = {run[start : start + 3] for run in runs for start in range(len(run) - 2)}
    assert len(threes) > 40
    assert {three for three in threes if three in text} == set()
