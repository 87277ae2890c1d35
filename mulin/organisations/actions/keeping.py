"""Keeping what stands at a node: entered, corrected, closed. Nothing is deleted; every change is logged."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from mulin.audit.actions import log
from mulin.foundation.fields import EncryptedTextField
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.organisations import permissions
from mulin.organisations.events import standing_changed
from mulin.organisations.models import Brand, Dated, Guide, OrganisationLife, Premises, Staff, Unit

Row = TypeVar("Row", bound=models.Model)
DatedRow = TypeVar("DatedRow", bound=Dated)
HIDDEN = "（已加密）"
TABLES: Mapping[type[models.Model], tuple[str, ...]] = {
    Premises: ("premises",),
    Staff: ("staff", "promotions"),
    Guide: ("guides", "coverage"),
    Brand: ("brands",),
    OrganisationLife: ("organisation_lives",),
    Unit: ("units", "coverage"),
}
"""The fact tables that rows of a model move; other rows are asked by no measure."""


def announce(model: type[models.Model], node_ids: Iterable[int]) -> None:
    """Tell the domains above that rows of a model say something else at these nodes; once an action."""
    found = sorted(set(node_ids))
    if found and model in TABLES:
        standing_changed.send(model, node_ids=found, tables=TABLES[model])


def announce_all(node_ids: Iterable[int]) -> None:
    """Tell the domains above that everything at these nodes stands elsewhere now."""
    tables = sorted({table for tables in TABLES.values() for table in tables})
    standing_changed.send(Dated, node_ids=sorted(set(node_ids)), tables=tables)


def field_of(model: type[models.Model] | models.Model, name: str) -> models.Field:
    """A field of its own table by name; ``LookupError`` for anything else."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise LookupError(name)
    return field


def title_of(model: type[models.Model] | models.Model, name: str) -> str:
    """What people call a field."""
    return str(field_of(model, name).verbose_name)


def checked(row: Row, exclude: set[str] | None = None) -> Row:
    """The row when it may be so; ``Refused`` with the constraint's own sentence when not."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        name, sentences = next(iter(error.message_dict.items()))
        known = name in {field.name for field in row._meta.fields}
        label = f"{title_of(row, name)}：" if known else ""
        raise Refused(f"{label}{sentences[0]}", field=name if known else None) from error
    return row


def shown(row: models.Model, name: str, value: Any) -> Any:
    """A value as the log may keep it: choices in words, sealed fields never."""
    field = field_of(row, name)
    if isinstance(field, EncryptedTextField):
        return HIDDEN if value else ""
    words = dict(getattr(field, "flatchoices", None) or ())
    return str(words.get(value, value)) if value is not None else ""


def differences(row: models.Model, changes: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Field names with what stands there and what shall: only where they differ."""
    found = {}
    for name, after in changes.items():
        before = getattr(row, name)
        if before != after:
            found[title_of(row, name)] = [shown(row, name, before), shown(row, name, after)]
    return found


def read_phone(row: Staff | Unit, *, reason: str, by: User) -> str:
    """The phone of a person in a post or of a unit in clear; who read whose and why goes into the log."""
    permissions.manage_units.check(by, row)
    if not reason.strip():
        raise Refused("请填写查看原因", field="reason")
    changes = {"字段": title_of(row, "phone"), "原因": reason}
    log(by, "查看完整信息", row if isinstance(row, Staff) else row.node, node_id=row.node_id, changes=changes)
    return row.phone


@transaction.atomic
def enter(row: DatedRow, *, by: User) -> DatedRow:
    """Enter premises, a person in a post, a guide or a brand at its node."""
    permissions.manage_units.check(by, row)
    checked(row)
    row.save(force_insert=True)
    log(by, f"登记{row._meta.verbose_name}", row, node_id=row.node_id, changes={"起": ["", row.since]})  # type: ignore[attr-defined]
    announce(type(row), [row.node_id])  # type: ignore[attr-defined]
    return row


@transaction.atomic
def correct(row: DatedRow, changes: Mapping[str, Any], *, by: User) -> DatedRow:
    """Put fields right. A row goes to another node by closing it and entering another, never by a correction."""
    kept: DatedRow = type(row)._base_manager.select_for_update().get(pk=row.pk)
    permissions.manage_units.check(by, kept)
    if "node" in changes and changes["node"] != kept.node:  # type: ignore[attr-defined]
        raise Refused("所在组织不能直接改，请先终止这一条，再在新的组织登记", field="node")
    found = differences(kept, changes)
    if not found:
        return kept
    for name, value in changes.items():
        setattr(kept, name, value)
    checked(kept)
    kept.save(update_fields=list(changes))
    log(by, f"更正{kept._meta.verbose_name}", kept, node_id=kept.node_id, changes=found)  # type: ignore[attr-defined]
    announce(type(kept), [kept.node_id])  # type: ignore[attr-defined]
    return kept


@transaction.atomic
def close(row: DatedRow, *, on: datetime.date, reason: str, by: User) -> DatedRow:
    """End a row as of a day (the first on which it no longer holds), with the reason."""
    kept: DatedRow = type(row)._base_manager.select_for_update().get(pk=row.pk)
    permissions.manage_units.check(by, kept)
    if kept.until is not None:
        raise Refused(f"“{kept}”已于 {kept.until} 终止")
    if on <= kept.since:
        raise Refused(f"终止日期必须晚于起始日期 {kept.since}", field="on")
    kept.until = on
    kept.save(update_fields=["until"])
    changes = {"止": ["", on], "原因": reason}
    log(by, f"终止{kept._meta.verbose_name}", kept, node_id=kept.node_id, changes=changes)  # type: ignore[attr-defined]
    announce(type(kept), [kept.node_id])  # type: ignore[attr-defined]
    return kept
