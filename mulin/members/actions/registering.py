"""What people do for members: register, correct, change the category, link an account, read in clear."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.encryption import blind_index
from mulin.foundation.identifiers import clean_number, clean_phone, identity_problem, phone_problem
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members import permissions
from mulin.members.actions.announcing import announce, tied_to
from mulin.members.actions.indexing import index_members
from mulin.members.actions.moving import check_tie, home_id
from mulin.members.choices import Category, TieKind
from mulin.members.models import FormerCategory, Member, MemberCounter, Tie
from mulin.members.rules import made_member_code
from mulin.organisations.actions.keeping import checked, differences, title_of
from mulin.tree.choices import BEGINNING
from mulin.tree.models import Node

CHECKS = {"identity_number": (clean_number, identity_problem), "phone": (clean_phone, phone_problem)}
INDEXES = {"identity_number": "identity_index", "phone": "phone_index"}


@dataclass(frozen=True)
class Homes:
    """Where a new member belongs and lives, since when. Who belongs elsewhere and floats here has a host instead."""

    home: Node | None
    residence: Node | None = None
    since: datetime.date = BEGINNING
    host: Node | None = None

    @property
    def ties(self) -> dict[str, Node]:
        """The node of each kind of tie."""
        found = {TieKind.HOME_ORGANISATION: self.home, TieKind.RESIDENCE: self.residence, TieKind.HOST: self.host}
        return {kind.value: node for kind, node in found.items() if node is not None}

    @property
    def responsible(self) -> Node:
        """The organisation that answers for the member here; refuses where there would be none."""
        found = self.home or self.host
        if found is None:
            raise Refused("请选择所在党组织", field="home")
        return found


def make_member_codes(count: int) -> list[str]:
    """Reserve codes for members who were given none. The counter's row is locked until the transaction ends."""
    MemberCounter.objects.get_or_create(pk=1)
    counter = MemberCounter.objects.select_for_update().get(pk=1)
    codes: list[str] = []
    while len(codes) < count:
        wanted = [made_member_code(counter.next_number + offset) for offset in range(count - len(codes))]
        counter.next_number += len(wanted)
        taken = set(Member.objects.filter(code__among=set(wanted)).values_list("code", flat=True))
        codes += [code for code in wanted if code not in taken]
    counter.save(update_fields=["next_number"])
    return codes


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are kept: numbers checked and written in one way, with their blind indexes."""
    kept = dict(values)
    for name, (clean, problem_of) in CHECKS.items():
        if kept.get(name):
            kept[name] = clean(kept[name])
            problem = problem_of(kept[name])
            if problem:
                raise Refused(f"{title_of(Member, name)}{problem}", field=name)
        if name in kept:
            kept[INDEXES[name]] = blind_index(kept[name])
    return kept


@transaction.atomic
def register(values: Mapping[str, Any], homes: Homes, *, by: User) -> Member:
    """Register a member with both ties. Without a code one is made."""
    permissions.manage_members.check(by, homes.responsible)
    for kind, node in homes.ties.items():
        check_tie(kind, node)
    member = Member(**cleaned(values))
    member.code = member.code or make_member_codes(1)[0]
    checked(member)
    member.save(force_insert=True)
    for kind, node in homes.ties.items():
        Tie.objects.create(member=member, kind=kind, node=node, since=homes.since)
    node = homes.responsible
    log(by, "登记党员", member, node_id=node.pk, changes={"所在党组织": ["", node.name]})
    announce(tied_to([member.pk]), [member.pk])
    index_members([member.pk])
    return member


@transaction.atomic
def correct(
    member: Member, changes: Mapping[str, Any], *, by: User, category_since: datetime.date | None = None
) -> Member:
    """Put fields right. What is sealed shows in the log as changed, never what it was.

    Another category holds from ``category_since`` on; without the day the former one was a mistake and never held.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    permissions.manage_members.check(by, member)
    kept = cleaned(changes)
    found = differences(member, {name: value for name, value in kept.items() if name not in INDEXES.values()})
    if not found:
        return member
    if category_since is not None and kept.get("category", member.category) != member.category:
        keep_former_category(member, category_since)
        found["类别自何日起变更"] = ["", str(category_since)]
    for name, value in kept.items():
        setattr(member, name, value)
    checked(member)
    member.save(update_fields=list(kept))
    log(by, "更正党员信息", member, node_id=home_id(member), changes=found)
    announce(tied_to([member.pk]), [member.pk])
    index_members([member.pk])
    return member


def keep_former_category(member: Member, until: datetime.date) -> None:
    """Write down that a member was of the present category until a day. Refused for a day that does not fit."""
    if until > today():
        raise Refused("类别变更的日期不能晚于今天", field="category_since")
    last = FormerCategory.objects.filter(member=member).order_by("-until").first()
    if last is not None and until <= last.until:
        raise Refused(f"上一次变更类别是 {last.until}，这一次的日期须更晚", field="category_since")
    FormerCategory.objects.create(member=member, category=member.category, until=until)


def change_category(member: Member, category: Category, *, by: User, since: datetime.date | None = None) -> Member:
    """Put a member into another category from a day on; without a day the former one was a mistake."""
    return correct(member, {"category": category}, by=by, category_since=since)


@transaction.atomic
def link_account(member: Member, username: str, *, by: User) -> Member:
    """Tie the account a member signs in with to their record, so that they see what is kept of them; empty: untie."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    permissions.manage_members.check(by, member)
    account = User.objects.filter(username=username.strip(), is_active=True).exclude(kind="built_in").first()
    if username.strip() and account is None:
        raise Refused(f"没有账号“{username}”，或已停用，请核对登录名", field="username")
    if account is not None and Member.objects.filter(account=account).exclude(pk=member.pk).exists():
        raise Refused(f"账号“{username}”已属于另一位党员", field="username")
    before, member.account = member.account, account
    member.save(update_fields=["account"])
    log(by, "关联账号", member, node_id=home_id(member), changes={"账号": [str(before or ""), str(account or "")]})
    return member


@transaction.atomic
def read_clear(member: Member, field: str, *, reason: str, by: User) -> str:
    """One sealed field in clear. Who read it, whose and why goes into the log; the content does not."""
    problem = permissions.reason_against_clear(by, member, field)
    if problem:
        raise Refused(problem)
    label = title_of(Member, field)
    log(by, "查看完整信息", member, node_id=home_id(member), changes={"字段": label, "原因": reason})
    return str(getattr(member, field))
