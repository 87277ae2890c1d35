"""Both ways of searching within one's reach find the same, and a page is full whenever enough is in reach."""

from collections.abc import Callable

import pytest
from django.test import Client

from mulin.identity.models import User
from mulin.tree.models import Node
from mulin.web.queries import searching


@pytest.mark.parametrize(("candidates", "shown"), [(1, 50), (600, 50), (600, 1)])
@pytest.mark.parametrize("words", ["荷风", "社区", "荷", "竹影", "没有这个词"])
def test_few_hits_and_many_hits_are_searched_alike(
    as_person: Callable[[str, str], Client], monkeypatch: pytest.MonkeyPatch, candidates: int, shown: int, words: str
) -> None:
    as_person("community_secretary", "SQ0001")
    secretary = User.objects.get(username="community_secretary-SQ0001")
    monkeypatch.setattr(searching, "CANDIDATES", candidates)
    monkeypatch.setattr(searching, "LIMIT", shown)
    found = {entry.title for _, entries in searching.found_by(secretary, words) for entry in entries}
    reach = {"荷风社区", "荷风花园"}
    named = set(Node.objects.filter(name__contains=words).values_list("name", flat=True))
    expected = {name for name in named & reach if len(words) > 1 or name.startswith(words)}
    assert found <= expected
    assert len(found) == min(shown, len(expected))
