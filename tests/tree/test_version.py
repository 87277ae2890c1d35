"""What is kept in memory of the tree is as fresh as the tree."""

import pytest
from django.db import transaction

from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.tree import actions
from mulin.tree.actions import NewNode
from mulin.tree.models import Node, TreeVersion
from mulin.tree.queries import forest, fresh_forest


@pytest.fixture
def street(clerk: User) -> Node:
    return actions.found(NewNode("street", "滨江街道"), reason="测试", by=clerk)


def word() -> str | None:
    return TreeVersion.objects.values_list("token", flat=True).first()


def test_an_unchanged_tree_is_read_once(street: Node, django_assert_num_queries) -> None:
    kept = forest(today())
    with django_assert_num_queries(1):
        assert forest(today()) is kept


@pytest.mark.parametrize(
    "write",
    [
        lambda node: Node.objects.create(kind=node.kind, code="JD0009", name="新街道", path="/9/", place_path="/9/"),
        lambda node: Node.objects.filter(pk=node.pk).update(name="改名街道"),
        lambda node: Node.objects.bulk_create([Node(kind=node.kind, code="JD0010", name="成批")]),
        lambda node: node.history.all().delete() and node.delete(),
    ],
    ids=["create", "update", "bulk", "delete"],
)
def test_whatever_is_written_shows_at_once(street: Node, write) -> None:
    forest(today())
    before = word()
    write(street)
    assert word() != before
    assert forest(today()).of_kinds(["street"]) == fresh_forest(today()).of_kinds(["street"])


def test_what_was_rolled_back_is_forgotten(street: Node, clerk: User) -> None:
    before = len(forest(today()))
    with transaction.atomic():
        actions.found(NewNode("community", "东社区", street), reason="测试", by=clerk)
        assert len(forest(today())) == before + 1
        transaction.set_rollback(True)
    assert len(forest(today())) == before
