"""Kinds of nodes that a regulation brings along."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from mulin.audit.actions import log
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.tree.choices import Family, Relation
from mulin.tree.models import Kind, Placement


@dataclass(frozen=True)
class NewKind:
    """What is asked of a kind: its word, its tree, which kinds it belongs to, the prefix of codes that are made."""

    code: str
    name: str
    family: str
    prefix: str
    under: tuple[str, ...]


@transaction.atomic
def declare_kinds(kinds: Collection[NewKind], *, by: User) -> list[Kind]:
    """Take kinds into the tree that it does not have yet, superiors first; returns those that are new.

    A kind that is there already keeps its name and its places. Refused where a name or a prefix means another kind,
    and where a superior is a kind that nobody knows.
    """
    known = {one.code: one for one in Kind.objects.select_for_update()}
    made: list[Kind] = []
    for new in kinds:
        if new.code in known:
            continue
        refuse_taken_words(new, known.values())
        unknown = [one for one in new.under if one not in known]
        if unknown:
            raise Refused(f"“{new.name}”的上级“{'、'.join(unknown)}”不是已有的节点种类，请先写上级")
        order = (Kind.objects.aggregate(last=Max("order"))["last"] or 0) + 1
        kind = Kind.objects.create(
            code=new.code, name=new.name, family=new.family, prefix=new.prefix, order=order, may_be_root=False
        )
        place(kind, new.under)
        known[kind.code] = kind
        made.append(kind)
        log(by, "增加节点种类", kind, changes={"名称": ["", kind.name]})
    return made


def refuse_taken_words(new: NewKind, known: Collection[Kind]) -> None:
    """Two kinds are never called the same, nor do their codes begin the same."""
    for one in known:
        if one.name == new.name:
            raise Refused(f"节点种类“{new.name}”已经有了，标识是“{one.code}”，请在制度里用这个标识")
        if one.prefix == new.prefix:
            raise Refused(f"“{new.name}”的编码前缀“{new.prefix}”已由“{one.name}”使用，请换一个")


def place(kind: Kind, under: Collection[str]) -> None:
    """Which kinds it belongs to; party organisations may be located in it as in every other place or unit."""
    rows = [Placement(child=kind, parent_id=one, relation=Relation.BELONGS) for one in under]
    if kind.family != Family.PARTY:
        party = Kind.objects.filter(family=Family.PARTY, placements__relation=Relation.LOCATED).distinct()
        rows += [Placement(child=one, parent=kind, relation=Relation.LOCATED) for one in party]
    Placement.objects.bulk_create(rows)
