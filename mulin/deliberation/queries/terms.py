"""Who may vote at an organisation, and by which regulations a ballot can be held there."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mulin.deliberation.queries.matters import terms_of
from mulin.deliberation.rules import Terms
from mulin.members.choices import Stage, TieKind
from mulin.members.models import Member
from mulin.programmes.queries import Ruling, ids_above, programmes_on, stored_pack
from mulin.tree.models import Node

Offered = Mapping[str, tuple[str, Terms]]
"""Key, and the name of a step that is decided by a ballot with what it needs."""


def entitled_at(node: Node, day: datetime.date) -> list[int]:
    """The full members who belong to an organisation and those below it on a day; probationary members do not vote."""
    below = Node.objects.filter(path__within=node.path)
    members = Member.objects.present_on(day).tied_to(below, day, TieKind.HOME_ORGANISATION)
    return list(members.filter(stage=Stage.FULL).order_by("pk").values_list("pk", flat=True))


def offered_terms(nodes: Iterable[Node], day: datetime.date) -> Offered:
    """Ballots that the packs in force at any of these nodes know, by ``pack/procedure/step``."""
    above = ids_above(*(path for node in nodes for path in (node.path, node.place_path)))
    found: dict[str, tuple[str, Terms]] = {}
    for programme in programmes_on(day).filter(node_id__in=above):
        for procedure in stored_pack(programme.edition_id).procedures:
            for step in (step for step in procedure.steps if step.ballot is not None):
                key = f"{programme.edition.pack}/{procedure.id}/{step.id}"
                found.setdefault(key, (f"{procedure.name}：{step.name}", terms_of(Ruling(programme, procedure), step)))
    return found


def terms_named(offered: Offered, key: str, choices: Sequence[str]) -> Terms:
    """The terms of one offered ballot, with the first choice as the one that is to pass; without a key only counted."""
    if key not in offered:
        return Terms()
    return replace(offered[key][1], passing=choices[0] if choices else "")
