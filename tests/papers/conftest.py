"""A small street whose pack carries the regulation's own application form; people sign in and print."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from mulin.assessments import actions
from mulin.assessments.models import Assessment
from mulin.identity.models import User
from mulin.organisations.actions import keeping
from mulin.organisations.actions.describing import count_population
from mulin.organisations.models import Brand
from mulin.records.actions import record
from mulin.records.models import Activity
from mulin.records.rules import Attendee
from mulin.rulebook.reading import read_pack
from mulin.rulebook.schema import Pack
from mulin.tree.actions import NewNode, found
from tests.assessments.conftest import Street, brought_to, good_year, lay_street, root
from tests.assessments.small_pack import small_pack
from tests.worlds import built_once

__all__ = ["brought_to", "good_year", "root"]

PACK = Path(__file__).parents[2] / "packs" / "quanyu" / "2021"
FIGURES = {
    "registered_households": 2134,
    "registered_persons": 5902,
    "resident_households": 3480,
    "resident_persons": 9871,
}
BRAND = {"name": "四点半课堂", "goal": "全年开课四十次", "content": "3月开班，12月总结"}
MINUTES = "一、通报上月进展。\n二、商定楼道照明改造，由物业在月底前完成。"


@pytest.fixture
def regulation() -> Pack:
    """The pack of the regulation, as delivered."""
    return read_pack(PACK)


@pytest.fixture
def place(root: User, regulation: Pack) -> Street:
    asking = [
        {
            "id": kind.id,
            "name": kind.name,
            "hosts": list(kind.hosts),
            "asks": ["notice", "place", "agenda", "attendance", "minutes"],
            "fields": [{"id": "topics", "name": "议题数", "kind": "integer", "unit": "个"}],
            "source": {"document": "plan"},
        }
        for kind in small_pack().activities
    ]
    return a_place(root, small_pack(papers=[paper.model_dump() for paper in regulation.papers], activities=asking))


@built_once
def a_place(root: User, pack: Pack) -> Street:
    """The small street with a social organisation, a counted population and a brand in its east community."""
    made = lay_street(root, pack)
    found(NewNode("social", "睦邻服务社", made.street, made.east), reason="建档", by=root)
    count_population(made.east, FIGURES, on=datetime.date(2021, 1, 1), by=root)
    keeping.enter(Brand(node=made.east, level="community", since=datetime.date(2021, 1, 1), **BRAND), by=root)
    return made


@pytest.fixture
def applied(good_year: Street) -> Assessment:
    return an_application(good_year)


@built_once
def an_application(place: Street) -> Assessment:
    """The east community has checked itself and handed in its application."""
    [one] = actions.open_assessments(place.programme, [place.east], by=place["officer"])
    given = [actions.Given("02.1", Decimal(38), "有特色")]
    actions.save_self_check(one, scores=given, by=place["worker"])
    actions.finish_self_check(one, by=place["worker"])
    answers = FIGURES | {
        "measures": "做实网格支部，把支部建在小区里。",
        "brand_name": BRAND["name"],
        "brand_goal": BRAND["goal"],
        "brand_content": BRAND["content"],
    }
    written = actions.Written("demonstration", answers, (place.garden,))
    actions.apply(one, written, by=place["secretary"])
    one.refresh_from_db()
    return one


@pytest.fixture
def meeting(place: Street) -> Activity:
    return a_meeting(place)


@built_once
def a_meeting(place: Street) -> Activity:
    """A joint meeting with agenda, people and minutes."""
    return record(
        place.east,
        "joint_meeting",
        datetime.date(2021, 5, 20),
        by=place.root,
        at_once=True,
        title="二季度联席会议",
        begins_at=datetime.time(14, 30),
        place="社区三楼会议室",
        notice_on=datetime.date(2021, 5, 14),
        agenda="一、通报\n二、商议",
        minutes=MINUTES,
        headcount=2,
        fields={"topics": 2},
        people=[Attendee("王小满", "物业公司"), Attendee("𠮷田", "业委会"), Attendee("陈𠅤")],
    )


@pytest.fixture
def browser(place: Street) -> Callable[[str], Client]:
    """A browser signed in as somebody: ``browser("secretary")``."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(place[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


Print = Callable[..., HttpResponse]


@pytest.fixture
def printed(browser: Callable[[str], Client]) -> Print:
    """Ask for a paper: ``printed("certificate", assessment, "pdf", by="officer")``."""

    def ask(paper: str, thing: Any, form: str = "pdf", *, by: str = "officer", **asked: Any) -> HttpResponse:
        return browser(by).get(reverse(f"papers:{form}", args=[paper, thing.pk]), asked)  # type: ignore[return-value]

    return ask
