"""What follows from roles and parents. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Role:
    """A role as the file of roles says: how far it reaches, which permission words it carries, which roles it gives."""

    code: str
    name: str
    reach: str
    second_factor: bool
    may: frozenset[str]
    appoints: frozenset[str] = frozenset()


@cache
def roles() -> Mapping[str, Role]:
    """Every role by its code, in the order of the file."""
    content = YAML(typ="safe").load(Path(__file__).with_name("roles.yaml"))
    return {
        code: Role(
            code,
            entry["name"],
            entry["reach"],
            entry["second_factor"],
            frozenset(entry["may"]),
            frozenset(entry.get("appoints", ())),
        )
        for code, entry in content.items()
    }


def made_code(prefix: str, number: int) -> str:
    """A code for a node that was given none, such as ``SQ0012``."""
    return f"{prefix}{number:04d}"


def paths(
    node_ids: Iterable[int], belongs: Mapping[int, int], located: Mapping[int, int]
) -> dict[int, tuple[str, str]]:
    """The path of superiors and the path of places of each node.

    The place of a node is where it is located; without a location, where its superior is. A circle (which actions
    refuse) would end at the node where it closes.
    """
    by_superior: dict[int, str] = {}
    by_place: dict[int, str] = {}

    def climb(node_id: int, above: Mapping[int, int], fallback: Mapping[int, int], known: dict[int, str]) -> str:
        chain: list[int] = []
        current: int | None = node_id
        while current is not None and current not in known and current not in chain:
            chain.append(current)
            current = above.get(current, fallback.get(current))
        path = known.get(current, "/") if current is not None else "/"
        for one in reversed(chain):
            path = known[one] = f"{path}{one}/"
        return known[node_id]

    return {
        node_id: (
            climb(node_id, belongs, {}, by_superior),
            climb(node_id, located, belongs, by_place),
        )
        for node_id in node_ids
    }
