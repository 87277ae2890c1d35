"""Who may read, write, confirm and correct records: asked at the host, for a node or for a record."""

from collections.abc import Iterable
from typing import Any

from mulin.records.models import Activity, Evidence
from mulin.tree.models import Node
from mulin.tree.permissions import Permission


def host_of(target: Any) -> Iterable[Node]:
    """The node a record stands at; a node stands for itself."""
    return [target] if isinstance(target, Node) else [target.host]


view_records = Permission("records.view", "查看纪实", host_of)
write_records = Permission("records.write", "登记纪实", host_of)
confirm_records = Permission("records.confirm", "确认和更正纪实", host_of)


def changing(activity: Activity) -> Permission:
    """What it takes to strike out a record, add people, withdraw a file: a draft is written, a fact is confirmed."""
    return confirm_records if activity.counts else write_records


def reading(evidence: Evidence) -> Permission:
    """What it takes to open a file: one that was withdrawn, perhaps for what it shows, is for those who may change."""
    return view_records if evidence.withdrawn_at is None else changing(evidence.activity)
