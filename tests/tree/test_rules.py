"""Paths of superiors and places, and the file of roles; without a database."""

import pytest

from mulin.tree.rules import paths, roles


@pytest.mark.row("Q01")
def test_a_tower_belongs_to_its_street_and_stands_in_its_community() -> None:
    belongs = {2: 1, 3: 1, 4: 3}
    found = paths([1, 2, 3, 4], belongs, {3: 2})
    assert found[1] == ("/1/", "/1/")
    assert found[3] == ("/1/3/", "/1/2/3/")
    assert found[4] == ("/1/3/4/", "/1/2/3/4/"), "without a place of its own a firm stands where its superior does"


def test_the_order_of_asking_changes_no_path() -> None:
    belongs, located = {2: 1, 3: 2, 4: 3}, {4: 2}
    forward, backward = paths([1, 2, 3, 4], belongs, located), paths([4, 3, 2, 1], belongs, located)
    assert forward == backward
    assert paths([4], belongs, located) == {4: forward[4]}


def test_a_circle_ends_where_it_closes() -> None:
    assert paths([1, 2], {1: 2, 2: 1}, {}) == {1: ("/2/1/", "/2/1/"), 2: ("/2/", "/2/")}


def test_only_who_manages_roles_appoints_and_then_to_roles_that_there_are() -> None:
    known = roles()
    assert {code for code, role in known.items() if role.appoints} == {
        code for code, role in known.items() if "roles.manage" in role.may
    }
    assert all(role.code == code and role.name and role.may for code, role in known.items())
    assert all(role.appoints <= known.keys() for role in known.values()), "nobody appoints to a role that is not there"
    assert {role.reach for role in known.values()} == {"below", "own", "assigned"}
