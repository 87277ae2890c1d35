"""A list page: the rows, the filters, the fragment for htmx, paper, and what it says when there is nothing."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.safestring import mark_safe

from mulin.foundation import lists
from mulin.foundation.list_rows import Column, rows_html, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def permissions():
    Permission.objects.all().delete()
    kind = ContentType.objects.get_for_model(Permission)
    return Permission.objects.bulk_create(
        Permission(name=f"第{number:02}项", codename=f"c{number}", content_type=kind) for number in range(1, 13)
    )


def text_of(response):
    return response.content.decode()


def test_a_page_shows_its_rows_with_links_and_leads_to_the_next(client, permissions):
    page = text_of(client.get("/look/list/"))
    assert f'<a href="/look/list/{permissions[0].pk}/">第01项</a>' in page
    assert "第05项" in page
    assert "第06项" not in page
    assert "本页 5 条" in page
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page


def test_following_next_and_back_shows_the_first_page_again(client, permissions):
    first = client.get("/look/list/")
    second = client.get(first.context["next_url"])
    assert "第06项" in text_of(second)
    back = client.get(second.context["previous_url"])
    assert back.context["rows"] == first.context["rows"]


def test_the_number_of_queries_does_not_grow_with_the_rows(client, permissions, django_assert_max_num_queries):
    client.get("/look/list/")
    with django_assert_max_num_queries(1):
        client.get("/look/list/")
    Permission.objects.filter(pk__gt=permissions[1].pk).delete()
    with django_assert_max_num_queries(1):
        client.get("/look/list/")


def test_filters_narrow_the_list_and_stay_filled_in(client, permissions):
    page = client.get("/look/list/?q=第０7项&app=auth")
    assert page.context["row_count"] == 1
    assert 'value="第07项"' in text_of(page)
    assert '<option value="auth" selected>' in text_of(page)
    assert "清除筛选" in text_of(page)


def test_an_answer_that_is_no_choice_counts_as_none(client, permissions):
    assert client.get("/look/list/?app=elsewhere").context["row_count"] == 5


def test_the_filters_stay_when_paging_and_empty_answers_leave_the_address(client, permissions):
    page = client.get("/look/list/?q=&app=auth")
    assert "app=auth" in page.context["next_url"]
    assert "q=" not in page.context["next_url"]


def test_a_day_that_does_not_exist_is_said_not_dropped(client, permissions):
    page = text_of(client.get("/look/list/?held_from=2022-06-31"))
    assert "“2022-06-31”不是有效日期" in page


def test_a_range_of_days_is_handed_to_the_filter(client, permissions):
    page = client.get("/look/list/?held_from=2022-06-01&held_until=2022-06-30")
    assert page.context["row_count"] == 0
    assert page.context["controls"][2].words == "2022-06-01 至 2022-06-30"
    assert 'value="2022-06-30"' in text_of(page)


def test_htmx_gets_the_fragment_alone(client, permissions):
    page = text_of(client.get("/look/list/", headers={"HX-Target": "list", "HX-Request": "true"}))
    assert page.lstrip().startswith('<section id="list">')
    assert "<html" not in page


def test_nothing_found_offers_to_clear_the_filters(client, permissions):
    page = text_of(client.get("/look/list/?q=没有这一项"))
    assert "没有符合条件的内容" in page
    assert "清除筛选" in page


def test_an_empty_list_says_so_and_what_to_do(client):
    Permission.objects.all().delete()
    page = text_of(client.get("/look/list/"))
    assert "还没有权限" in page
    assert "先开通账号。" in page


def test_the_printed_list_has_every_row_the_filters_and_the_day(client, permissions, today_is):
    today_is("2022-06-30")
    page = text_of(client.get("/look/list/?print=1&app=auth"))
    assert page.count("<tr>") == 13
    assert "应用：账号" in page
    assert "共 12 条，截至 2022年6月30日" in page
    assert "下一页" not in page


def test_a_printed_list_that_is_too_long_says_it_is_cut(client, permissions, monkeypatch):
    monkeypatch.setattr(lists, "PRINTED_ROWS", 3)
    page = text_of(client.get("/look/list/?print=1"))
    assert page.count("<tr>") == 4
    assert "只列出前 3 条" in page


def test_a_list_without_a_workbook_has_no_export(client, permissions):
    assert "导出" not in text_of(client.get("/look/list/"))


def test_the_workbook_has_the_same_filters_and_no_place_in_the_list(client, permissions):
    first = client.get("/look/exported/?app=auth")
    second = client.get(first.context["next_url"])
    assert second.context["export_url"] == reverse("web:export", args=["members"]) + "?app=auth"
    assert "导出" in text_of(second)


def test_every_value_is_escaped_also_in_titles_and_addresses():
    columns = (Column(title='<b>"', value="name", link=lambda row: '/x?"><script>'),)
    written = rows_html(columns, [{"name": "<script>alert(1)</script>"}])
    assert "<script" not in written
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in written


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "—"), ("", "—"), (True, "是"), (False, "否"), (0, "0"), (Decimal("7.50"), "7.5"),
        (Decimal("6.6667"), '<span title="精确值 6.6667">6.67</span>'),
        (Decimal("100"), "100"), (datetime.date(2022, 6, 30), "2022-06-30"),
        (datetime.datetime(2022, 6, 30, 9, 5, tzinfo=datetime.UTC), "2022-06-30 17:05"), ("A&B", "A&amp;B"),
        (mark_safe("<i>x</i>"), "<i>x</i>"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_people_read_it(value, words):
    assert shown(value) == words


def test_codes_become_words_and_states_become_lights():
    columns = (
        Column(title="类别", value="kind", words={"a": "甲类"}),
        Column(title="状态", value="state", kind="light", words={"due": "还差 2 次"}),
    )
    written = rows_html(columns, [{"kind": "a", "state": "due"}, {"kind": "z", "state": "overdue"}])
    assert "甲类" in written
    assert "还差 2 次" in written
    assert "已逾期" in written
    assert written.count("<svg") == 2


def test_a_missing_relation_is_a_dash(permissions):
    class Row:
        unit = None

    assert "—" in rows_html((Column(title="单位", value="unit__name"),), [Row()])
