"""What members read about themselves: everything the register of personal fields lists, and who read them in clear."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from mulin.audit.models import Entry
from mulin.foundation.display_values import displayed
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.web.queries.privacy import PersonalFields, register

NEVER_TAKEN_OUT = ("restricted",)
"""Applications whose rows a person reads on the page alone, never in a file: see decision 0061."""
READ_IN_CLEAR = "查看完整信息"


@dataclass(frozen=True)
class OwnRows:
    """The rows of one kind about a member: titles of fields, and each row's values as people read them."""

    kind: PersonalFields
    titles: list[str]
    rows: list[list[Any]]


def own_rows(member: Member) -> Iterator[OwnRows]:
    """Everything that is kept about a member, kind by kind as the register lists it."""
    for kind in register()[1]:
        model = apps.get_model(kind.model)
        if model._meta.app_label in NEVER_TAKEN_OUT:
            continue
        found = about(model, member)
        if found is not None:
            names = [*kind.fields, *sorted(kind.plain)]
            titles = [str(getattr(model._meta.get_field(name), "verbose_name", name)) for name in names]
            rows = [[displayed(row, name) for name in names] for row in found.order_by("pk")]
            yield OwnRows(kind, titles, rows)


def about(model: type[Model], member: Member) -> QuerySet[Any] | None:
    """The rows of a kind that are about this member; nothing for kinds about others."""
    rows: QuerySet[Any] = model._default_manager.all()
    if model is Member:
        return rows.filter(pk=member.pk)
    if model is User:
        return rows.filter(pk=member.account_id)
    condition = Q()
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model is Member:
            condition |= Q(**{field.name: member})
    return rows.filter(condition) if condition else None


def readings(member: Member) -> QuerySet[Entry]:
    """Who read a sealed field of this member in clear, the last first."""
    rows = Entry.objects.filter(object_type=Member._meta.label_lower, object_id=str(member.pk), verb=READ_IN_CLEAR)
    return rows.order_by("-id")
