"""Finding the residents whom a typed, pasted or paper list names."""

import datetime

from mulin.foundation.refusals import Refused
from mulin.members.models import Member
from mulin.members.queries import with_tie_names
from mulin.records.rules import Attendee, read_names
from mulin.service.queries.places import residents
from mulin.tree.models import Node

TOLD_AT_MOST = 5


def residents_named(community: Node, text: str, day: datetime.date, field: str = "names") -> list[Member]:
    """The members living in a community whom a text names, in its order, each once.

    A unit or the member's code in brackets tells those of the same name apart. ``Refused`` names who is not found
    and who is not clear: nobody is guessed.
    """
    read = read_names(text)
    said = read.people
    if read.doubtful:
        raise Refused(f"“{read.doubtful[0]}”不像姓名，姓名之间请用顿号分开", field=field)
    if not said:
        raise Refused("请填写姓名", field=field)
    known: dict[str, list[Member]] = {}
    rows = with_tie_names(residents(community, day).filter(name__in=[one.name for one in said]), day)
    for member in rows.order_by("pk"):
        known.setdefault(member.name, []).append(member)
    found: dict[int, Member] = {}
    missing: list[str] = []
    unclear: list[str] = []
    for one in said:
        fitting = [member for member in known.get(one.name, []) if fits(member, one)]
        if len(fitting) == 1:
            found[fitting[0].pk] = fitting[0]
        else:
            (unclear if fitting else missing).append(one.name)
    refuse_unknown(community, missing, unclear, field)
    return list(found.values())


def fits(member: Member, said: Attendee) -> bool:
    """Is it the member meant? Without a unit the name is enough."""
    home = str(getattr(member, "home_organisation_name", None) or "")
    return not said.unit or said.unit == member.code or said.unit in home


def refuse_unknown(community: Node, missing: list[str], unclear: list[str], field: str) -> None:
    """Say who was not found, and of whom there are several."""
    if missing:
        names = "、".join(missing[:TOLD_AT_MOST])
        raise Refused(f"“{community.name}”居住的党员里没有：{names}。请核对姓名，或先办理报到", field=field)
    if unclear:
        names = "、".join(unclear[:TOLD_AT_MOST])
        raise Refused(f"有几位同名的党员：{names}。请在姓名后用括号写上单位或编号", field=field)
