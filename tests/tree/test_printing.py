"""The buttons that lead to papers: for those who print, for whose it is, and for nobody else."""

import pytest

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.tree import actions
from mulin.tree.actions import NewNode
from mulin.tree.models import Node
from mulin.tree.pages import printing, printing_all


@pytest.fixture
def streets(clerk: User) -> tuple[Node, Node]:
    here, there = (actions.found(NewNode("street", name), reason="测试", by=clerk) for name in ("东街道", "西街道"))
    return here, there


@pytest.fixture
def secretary(streets: tuple[Node, Node], clerk: User) -> User:
    found = open_account("shuji", display_name="书记")
    actions.give_role(found, "street_officer", node=streets[0], by=clerk)
    return found


def test_who_has_no_role_is_shown_the_papers_of_their_own_only(clerk: User) -> None:
    nobody = open_account("dangyuan", display_name="党员")
    assert printing(nobody, "member", 7) == []
    assert printing_all(nobody, "feedback_card", "全部", half="2021-01-01") == []
    [own] = printing(nobody, "member", 7, own=True)
    assert (own.title, own.url) == ("打印材料", "/papers/of/member/7/")


def test_who_prints_somewhere_prints_at_a_named_place_only_where_the_role_reaches(
    streets: tuple[Node, Node], secretary: User
) -> None:
    here, there = streets
    assert printing(secretary, "node", here.pk, at=here)
    assert not printing(secretary, "node", there.pk, at=there)
    assert printing(secretary, "node", there.pk)


def test_a_batch_is_narrowed_in_its_address_as_pdf_or_word(secretary: User) -> None:
    [pdf] = printing_all(secretary, "transfer_letter", "批量打印介绍信", batch=3)
    [word] = printing_all(secretary, "transfer_letter", "批量打印介绍信", word=True, batch=3)
    assert pdf.url == "/papers/transfer_letter/batch.pdf?batch=3"
    assert word.url == "/papers/transfer_letter/batch.docx?batch=3"
