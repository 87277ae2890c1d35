"""Picking what to write down, where there is much to choose from: owed first, then used lately, then by regulation."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from mulin.records.actions import note
from mulin.records.pages import owed

from .conftest import DAY, Street


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three kinds are many; the patrol is owed, and something that nobody here may note."""

    def ask(_user: Any) -> list[str]:
        return ["not_for_us", "patrol"]

    monkeypatch.setattr("mulin.records.pages.choosing.FEW", 1)
    owed.append(ask)
    yield
    owed.remove(ask)


def titles(shown: Any) -> list[tuple[str, list[str]]]:
    """The groups of the page with the ids of their kinds."""
    return [(one.title, [url.split("/")[3] for _name, url in one.kinds]) for one in shown.context["groups"]]


def test_what_is_owed_comes_first_then_what_was_used_then_each_regulation(
    place: Street, page_of: Any, many: None
) -> None:
    note(place.garden, "service", DAY, by=place.users["keeper"])
    found = titles(page_of("keeper").get(reverse("records:note")))
    assert found == [("该办的", ["patrol"]), ("最近用过", ["service"])]
    whole = titles(page_of("secretary").get(reverse("records:note")))
    assert whole[0] == ("该办的", ["patrol"])
    assert sorted(kind for _title, kinds in whole for kind in kinds) == ["joint_meeting", "patrol", "service"]
    assert all(title for title, _kinds in whole)


def test_one_looks_for_a_kind_by_a_word_and_keeps_the_host(place: Street, page_of: Any, many: None) -> None:
    found = page_of("secretary").get(reverse("records:note"), {"q": "联席", "host": place.east.pk})
    assert titles(found) == [("", ["joint_meeting"])]
    assert f"/records/note/joint_meeting/?host={place.east.pk}" in found.content.decode()
    nothing = page_of("secretary").get(reverse("records:note"), {"q": "没有这一类事"})
    assert "换一个词" in nothing.content.decode()


def test_at_a_host_only_its_kinds_are_offered(place: Street, page_of: Any) -> None:
    found = page_of("secretary").get(reverse("records:note"), {"host": place.garden.pk})
    assert {kind for _title, kinds in titles(found) for kind in kinds} == {"patrol", "service"}
    assert page_of("secretary").get(reverse("records:note"), {"host": "9" * 30}).status_code == 200
