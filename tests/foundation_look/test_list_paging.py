"""Pages laid end to end are the whole list, in both directions, whatever ties there are."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.foundation.list_paging import read_slice

pytestmark = pytest.mark.django_db

names = st.lists(st.sampled_from(["春晖", "和顺", "桃园", "杏园 A", "杏园 a", "O'Neill", "𠮷野"]), max_size=30)
by_ties = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def fill(people_names):
    Permission.objects.all().delete()
    kind = ContentType.objects.get_for_model(Permission)
    Permission.objects.bulk_create(
        Permission(name=name, codename=f"c{number}", content_type=kind) for number, name in enumerate(people_names)
    )


def walk(queryset, order, size, direction="after", cursor=""):
    """Pages from a place in the list on, until there is no neighbour."""
    pages, part = [], read_slice(queryset, order, {direction: cursor}, size)
    while True:
        pages.append(part)
        cursor = getattr(part, direction)
        if not cursor:
            return pages
        part = read_slice(queryset, order, {direction: cursor}, size)


@by_ties
@given(people=names, size=st.integers(1, 7), order=st.sampled_from([("name", "id"), ("-name", "-id"), ("-id",)]))
def test_pages_laid_end_to_end_are_the_whole_list_forward_and_back(people, size, order):
    fill(people)
    whole = list(Permission.objects.order_by(*order))

    pages = walk(Permission.objects.all(), order, size)
    forward = [row for page in pages for row in page.rows]
    assert forward == whole
    assert all(len(page.rows) == size for page in pages[:-1])

    if len(pages) > 1:
        earlier = walk(Permission.objects.all(), order, size, "before", pages[-1].before)
        backward = [row for page in reversed(earlier) for row in page.rows]
        assert backward + pages[-1].rows == whole
        assert earlier[-1].before == ""


def test_the_first_page_has_no_page_before_it_and_the_last_none_after():
    fill(["甲", "乙", "丙"])
    pages = walk(Permission.objects.all(), ("id",), 2)
    assert [bool(page.before) for page in pages] == [False, True]
    assert [bool(page.after) for page in pages] == [True, False]


def test_a_row_deleted_meanwhile_loses_no_other_row():
    fill(["甲", "乙", "丙", "丁"])
    first = read_slice(Permission.objects.all(), ("id",), {}, 2)
    first.rows[-1].delete()
    second = read_slice(Permission.objects.all(), ("id",), {"after": first.after}, 2)
    assert [row.name for row in second.rows] == ["丙", "丁"]


def test_rows_may_be_dictionaries_and_keys_may_come_from_a_join():
    fill(["甲", "乙", "丙"])
    rows = Permission.objects.values("id", "name", "content_type__model")
    pages = walk(rows, ("content_type__model", "id"), 2)
    assert [row["name"] for page in pages for row in page.rows] == ["甲", "乙", "丙"]


def test_moments_survive_the_cursor_exactly():
    start = datetime.datetime(2022, 6, 30, 8, 0, 0, 123456, tzinfo=datetime.UTC)
    Session.objects.bulk_create(
        Session(session_key=f"s{n}", session_data="", expire_date=start + datetime.timedelta(microseconds=n // 2))
        for n in range(9)
    )
    pages = walk(Session.objects.all(), ("-expire_date", "-session_key"), 2)
    keys = [row.session_key for page in pages for row in page.rows]
    assert keys == [f"s{n}" for n in reversed(range(9))]


@pytest.mark.parametrize("cursor", ["rubbish", "W1siaWQiXSxbMV1d:forged", "，"])
def test_a_forged_cursor_leads_to_the_first_page(cursor):
    fill(["甲", "乙", "丙"])
    part = read_slice(Permission.objects.all(), ("id",), {"after": cursor}, 2)
    assert [row.name for row in part.rows] == ["甲", "乙"]


def test_a_cursor_of_another_order_leads_to_the_first_page():
    fill(["甲", "乙", "丙"])
    other = read_slice(Permission.objects.all(), ("name", "id"), {}, 2).after
    part = read_slice(Permission.objects.all(), ("id",), {"after": other}, 2)
    assert part.before == ""
    assert len(part.rows) == 2


def test_a_page_is_one_query_without_count_and_offset():
    fill(["甲", "乙", "丙", "丁"])
    first = read_slice(Permission.objects.all(), ("name", "id"), {}, 2)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read_slice(Permission.objects.all(), ("name", "id"), {"after": first.after}, 2)
    assert len(queries) == 1
    sql = queries[0]["sql"].upper()
    assert "COUNT" not in sql
    assert "OFFSET" not in sql
    assert ") > (" in sql


def test_an_order_that_runs_both_ways_is_refused():
    with pytest.raises(ImproperlyConfigured, match="全部升序或全部降序"):
        read_slice(Permission.objects.all(), ("-name", "id"), {}, 2)


def test_a_key_that_may_be_empty_is_refused(django_user_model):
    with pytest.raises(ImproperlyConfigured, match="可能为空"):
        read_slice(django_user_model.objects.all(), ("last_login", "id"), {}, 2)
