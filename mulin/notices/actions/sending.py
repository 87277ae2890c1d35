"""Sending messages, once each; reading them; reminding those who are late."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.notices import permissions
from mulin.notices.models import Notice
from mulin.notices.queries import LATE, responsible

AT_A_TIME = 1000


@dataclass(frozen=True)
class Message:
    """One message: to an account, to a member, or to the account of a member. One of a kind and period for each."""

    kind: str
    period: str
    title: str
    text: str
    recipient_id: int | None = None
    member_id: int | None = None
    url: str = ""
    due: datetime.date | None = None


@transaction.atomic
def send(messages: Iterable[Message], *, by: User | None) -> int:
    """Put messages into inboxes. What was sent already is not sent again, whoever sends at the same time.

    How many are new. Whoever calls it has asked who may.
    """
    moment = now()
    rows = [
        Notice(
            kind=one.kind,
            period=one.period[:80],
            title=one.title[:100],
            text=one.text[:1000],
            recipient_id=one.recipient_id,
            member_id=one.member_id,
            url=one.url,
            due=one.due,
            sent_at=moment,
            sent_by=by,
        )
        for one in messages
    ]
    before = Notice.objects.count()
    Notice.objects.bulk_create(rows, batch_size=AT_A_TIME, ignore_conflicts=True)
    new = Notice.objects.count() - before
    if new:
        log(by, "发消息", name=rows[0].title, changes={"种类": rows[0].kind, "人数": new})
    return new


@transaction.atomic
def mark_read(notice: Notice, *, by: User) -> Notice:
    """Somebody read their message."""
    if notice.recipient_id != by.pk:
        raise Refused("只能阅读发给自己的消息")
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=now())
    return notice


@transaction.atomic
def mark_all_read(*, by: User) -> int:
    """Somebody has seen everything. Returns how many were unread."""
    return Notice.objects.filter(recipient=by, read_at__isnull=True).update(read_at=now())


@transaction.atomic
def remind(key: str, node_ids: Collection[int], text: str, *, by: User) -> int:
    """Remind the accounts that answer for what these organisations owe; each once a day for the same list.

    How many messages are new. Refused when nobody holds a role there.
    """
    late_list = LATE[key]
    late = {one.node.pk: one for one in late_list.read(by) if one.node.pk in set(node_ids)}
    for one in late.values():
        permissions.remind.check(by, one.node)
    people = responsible(late, late_list.word)
    if not people:
        raise Refused("这些组织还没有负责的账号，请先任命，或电话联系", field="nodes")
    messages = [
        Message(
            kind=f"remind_{key}",
            period=f"{today()} {node_id}",
            title=f"催办：{late[node_id].node.name}{late_list.title} {late[node_id].number} 项",
            text=text.strip() or "请尽快办理。",
            recipient_id=user_id,
            url=late_list.url,
            due=late[node_id].due,
        )
        for node_id, users in people.items()
        for user_id in users
        if user_id != by.pk
    ]
    return send(messages, by=by)


@transaction.atomic
def forget_old(before: datetime.datetime) -> int:
    """Clear away messages that were sent before a moment. Returns how many."""
    count, _ = Notice.objects.filter(sent_at__lt=before).delete()
    return count
