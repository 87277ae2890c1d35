"""Making nodes findable by their names, codes and credit codes."""

from collections.abc import Collection, Iterator

from mulin.foundation.bulk import chunks
from mulin.foundation.search import Findable, index
from mulin.tree.models import Node

SEARCH_KIND = "node"


def index_nodes(node_ids: Collection[int]) -> None:
    """Let search find these nodes as they are now."""
    index(entries(node_ids))


def entries(node_ids: Collection[int]) -> Iterator[Findable]:
    """One entry a node: its name, and below it its kind, codes and whether it is no more."""
    columns = ("pk", "name", "code", "kind__name", "until", "unit__credit_code")
    for chunk in chunks(node_ids):
        for pk, name, code, kind, until, credit_code in Node.objects.filter(pk__in=chunk).values_list(*columns):
            words = [kind, code, credit_code or "", f"已于 {until} 撤并" if until else ""]
            yield Findable(SEARCH_KIND, pk, name, " ".join(filter(None, words)), "web:node", str(pk), node_id=pk)
