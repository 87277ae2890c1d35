"""Keyset paging: a page is found by the key of the row beside it, so page 1,500 is as fast as page 1.

There is no ``count(*)`` and no offset. A cursor is signed: it names a row's key, and cannot be made up.
"""

import datetime
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.constants import LOOKUP_SEP

_signer = signing.Signer(salt="mulin.lists")


@dataclass(frozen=True)
class Slice:
    """One page of rows, and the cursors of its neighbours ("" where there is none)."""

    rows: list[Any]
    after: str
    before: str


class RowComparison(Func):
    """``(a, b) > (x, y)`` as one row comparison, which both databases answer from an index on (a, b)."""

    conditional = True
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The left half of the expressions against the right half."""
        compiled = [compiler.compile(expression) for expression in self.get_source_expressions()]
        half = len(compiled) // 2
        left = ", ".join(sql for sql, _params in compiled[:half])
        right = ", ".join(sql for sql, _params in compiled[half:])
        params = [param for _sql, some in compiled for param in some]
        return f"({left}) {self.extra['sign']} ({right})", params


def read_slice(queryset: QuerySet, order: Sequence[str], params: Mapping[str, str], size: int) -> Slice:
    """The page that ``after`` or ``before`` names, the first one when neither is there or the cursor is void.

    ``order`` is ``("name", "id")`` or, downward, ``("-date", "-id")``: one direction, no column that may be
    empty, the last one unique. One query.
    """
    keys, downward = _keys(queryset.model, order)
    after = _read_cursor(params.get("after"), keys)
    before = None if after else _read_cursor(params.get("before"), keys)
    backward = before is not None
    found = queryset.order_by(*_ordering(keys, downward=downward != backward))
    if after or before:
        sign = "<" if downward != backward else ">"
        beside = [Value(value) for value in (after or before or ())]
        found = found.filter(RowComparison(*[F(key) for key in keys], *beside, sign=sign))
    rows = list(found[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backward:
        rows.reverse()
    return _with_cursors(rows, keys, has_next=more or backward, has_previous=more if backward else bool(after))


def _with_cursors(rows: list[Any], keys: tuple[str, ...], *, has_next: bool, has_previous: bool) -> Slice:
    if not rows:
        return Slice([], "", "")
    key_of = key_reader(keys, rows[0])
    return Slice(
        rows,
        _cursor(keys, key_of(rows[-1])) if has_next else "",
        _cursor(keys, key_of(rows[0])) if has_previous else "",
    )


def _ordering(keys: tuple[str, ...], *, downward: bool) -> list[Any]:
    return [F(key).desc() if downward else F(key).asc() for key in keys]


def _keys(model: type[Model], order: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The columns of an order and whether it runs downward."""
    directions = {name.startswith("-") for name in order}
    if len(directions) != 1:
        raise ImproperlyConfigured(f"列表的排序必须全部升序或全部降序：{order}")
    keys = tuple(name.removeprefix("-") for name in order)
    for key in keys:
        if _may_be_empty(model, key):
            raise ImproperlyConfigured(f"列表的排序列 {key} 可能为空，不能用来翻页")
    return keys, directions.pop()


def _may_be_empty(model: type[Model], key: str) -> bool:
    """Whether a column of the model itself is nullable; annotations and joins are the declarer's promise."""
    try:
        field = model._meta.get_field(key)
    except FieldDoesNotExist:
        return False
    return bool(field.null)


def key_reader(keys: Sequence[str], row: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Reads the key columns of a row, which may be an instance or a dictionary of ``values()``."""
    if isinstance(row, Mapping):
        getters: list[Callable[[Any], Any]] = [operator.itemgetter(key) for key in keys]
    else:
        getters = [operator.attrgetter(key.replace(LOOKUP_SEP, ".")) for key in keys]
    return lambda one: tuple(get(one) for get in getters)


def _cursor(keys: tuple[str, ...], values: tuple[Any, ...]) -> str:
    return _signer.sign_object([list(keys), [_packed(value) for value in values]])


def _read_cursor(text: str | None, keys: tuple[str, ...]) -> tuple[Any, ...] | None:
    """The key in a cursor; nothing when it is absent, forged, or of another order."""
    if not text:
        return None
    try:
        made_for, packed = _signer.unsign_object(text)
    except (signing.BadSignature, ValueError):
        return None
    if tuple(made_for) != keys:
        return None
    return tuple(_unpacked(value) for value in packed)


def _packed(value: Any) -> Any:
    """JSON knows no days and no exact numbers; they travel as a tagged text."""
    if isinstance(value, datetime.datetime):
        return ["moment", value.isoformat()]
    if isinstance(value, datetime.date):
        return ["day", value.isoformat()]
    if isinstance(value, Decimal):
        return ["number", str(value)]
    return value


_READERS: dict[str, Callable[[str], Any]] = {
    "moment": datetime.datetime.fromisoformat,
    "day": datetime.date.fromisoformat,
    "number": Decimal,
}


def _unpacked(value: Any) -> Any:
    return _READERS[value[0]](value[1]) if isinstance(value, list) else value
