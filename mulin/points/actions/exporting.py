"""Rows of the workbooks of points: of what a person may see, exactly the rows of the list."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, F, Max, QuerySet

from mulin.foundation.clock import today
from mulin.foundation.narrowing import Narrow, newest_first
from mulin.identity.models import User
from mulin.members.models import Tie
from mulin.points import permissions
from mulin.points.models import MonthRegister, PointsSheet, SheetLine
from mulin.points.queries.branches import branches_with_members
from mulin.points.queries.closing import branches_of
from mulin.points.queries.terms import rule_words, scheme_words, stored_parts
from mulin.tree.models import Node, holding

Rows = Iterator[Mapping[str, Any]]
AT_A_TIME = 2000


def export_points_branches(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """The branches with how many members they have, which month is registered and up to when is published."""
    branches = list(narrow(branches_with_members(permissions.nodes_in_reach(by), today())))
    ids = [one.pk for one in branches]
    ties = Tie.objects.filter(holding("", today()), kind="home_organisation", node_id__in=ids)
    members = by_branch(ties.values(branch=F("node_id")).annotate(found=Count("pk")))
    months = by_branch(MonthRegister.objects.filter(branch_id__in=ids).values("branch").annotate(found=Max("first")))
    sheets = by_branch(PointsSheet.objects.filter(branch_id__in=ids).values("branch").annotate(found=Max("last")))
    for one in branches:
        month = months.get(one.pk)
        yield {
            "code": one.code,
            "name": one.name,
            "members": members.get(one.pk, 0),
            "registered": f"{month:%Y-%m}" if month else "",
            "published": sheets.get(one.pk),
        }


def by_branch(rows: QuerySet[Any, Any]) -> dict[int, Any]:
    """One figure a branch."""
    return dict(rows.order_by().values_list("branch", "found"))


def export_points_entries(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """The ledger."""
    entries = narrow(permissions.entries_visible_to(by).filter(member__isnull=False))
    homes = branches_of(set(entries.order_by().values_list("member_id", flat=True)), today())
    codes = dict(Node.objects.filter(pk__in=set(homes.values())).values_list("pk", "code"))
    for one in entries.iterator(AT_A_TIME):
        yield {
            "branch": codes.get(homes.get(one.member_id, 0), ""),
            "name": one.member.name,
            "code": one.member.code,
            "scheme": scheme_words(one.programme.edition_id, one.scheme),
            "rule": rule_words(one.programme.edition_id, one.scheme, one.rule),
            "day": one.day,
            "times": one.times,
            "points": one.points,
            "origin": one.origin,
            "why": one.why,
            "number": one.pk,
        }


def export_points_sheets(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Published sheets, a row a member, as published."""
    sheets = {one.pk: one for one in narrow(permissions.sheets_visible_to(by))}
    lines = SheetLine.objects.filter(sheet_id__in=sheets).select_related("member").order_by("-sheet_id", "pk")
    for one in lines.iterator(AT_A_TIME):
        sheet = sheets[one.sheet_id]
        names = dict(stored_parts(sheet.programme.edition_id, sheet.scheme))
        yield {
            "branch": sheet.branch.code,
            "branch_name": sheet.branch.name,
            "first": sheet.first,
            "last": sheet.last,
            "name": one.member.name,
            "category": one.category,
            "gained": one.gained,
            "parts": "，".join(f"{names.get(part, part)} {value}" for part, value in one.parts.items()),
            "total": one.total,
        }


def export_points_objections(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Objections with their answers."""
    words = {None: "待答复", True: "成立", False: "不成立"}
    for one in narrow(permissions.objections_visible_to(by)).iterator(AT_A_TIME):
        yield {
            "branch_name": one.sheet.branch.name,
            "name": one.member.name,
            "raised_on": one.raised_on,
            "text": one.text,
            "upheld": words[one.upheld],
            "answer": one.answer,
            "answered_on": one.answered_on,
        }


def export_exchange_items(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """The catalogue."""
    for one in narrow(permissions.items_visible_to(by)).iterator(AT_A_TIME):
        yield {
            "community": one.community.code,
            "community_name": one.community.name,
            "scheme": scheme_words(one.programme.edition_id, one.scheme),
            "exchange": rule_words(one.programme.edition_id, one.scheme, one.exchange),
            "name": one.name,
            "price": one.price,
            "stock": one.stock,
            "since": one.since,
            "until": one.until,
            "number": one.pk,
        }


def export_redemptions(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Who exchanged what."""
    for one in narrow(permissions.redemptions_visible_to(by)).iterator(AT_A_TIME):
        yield {
            "community_name": one.item.community.name,
            "item": one.item.name,
            "name": one.member.name,
            "points": one.entry.points,
            "exchanged_on": one.exchanged_on,
            "returned_on": one.returned_on,
        }
