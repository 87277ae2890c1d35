"""Under which heading of home a to-do stands, and what its line still has to say."""

import datetime

import pytest

from mulin.web.pages import by_urgency
from mulin.web.queries.todo import Todo

WEDNESDAY = datetime.date(2022, 6, 29)


def headings(*todos: Todo) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (group.title, [(todo.title, light) for todo, light in group.todos]) for group in by_urgency(todos, WEDNESDAY)
    ]


@pytest.mark.parametrize(
    ("light", "due", "heading"),
    [
        ("overdue", datetime.date(2021, 12, 31), "已逾期"),
        ("due", datetime.date(2022, 6, 28), "已逾期"),
        ("returned", None, "退回给您修改"),
        ("returned", datetime.date(2022, 6, 29), "退回给您修改"),
        ("due", datetime.date(2022, 6, 29), "今天到期"),
        ("due", datetime.date(2022, 6, 30), "本周到期"),
        ("due", datetime.date(2022, 7, 3), "本周到期"),
        ("due", datetime.date(2022, 7, 4), "以后到期"),
        ("due", None, "没有写明期限"),
    ],
)
def test_a_heading_says_how_urgent(light: str, due: datetime.date | None, heading: str) -> None:
    assert [title for title, _lines in headings(Todo("登记积分", "/points/", light, due))] == [heading]


def test_the_most_urgent_stands_first_and_an_empty_heading_is_left_out() -> None:
    later = Todo("半年汇总", "/duties/", "due", datetime.date(2022, 12, 31))
    late = Todo("缴纳党费", "/duties/", "overdue", datetime.date(2022, 5, 31))
    assert [title for title, _lines in headings(later, late)] == ["已逾期", "以后到期"]


def test_a_line_shows_only_the_light_that_its_heading_does_not_say() -> None:
    plain = Todo("送交反馈卡", "/feedback/", "due")
    begun = Todo("自查", "/assessments/", "in_progress")
    assert headings(plain, begun) == [("没有写明期限", [("送交反馈卡", ""), ("自查", "in_progress")])]
