"""Many rows into one table at the pace of the database: COPY on PostgreSQL, one prepared statement on SQLite.

For imports and the demo. Constraints of the database hold as always; ``save()``, signals and model
validation do not run, so the caller has checked the rows and writes the audit entry.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.utils import timezone

from mulin.foundation.encryption import encrypt_many
from mulin.foundation.fields import EncryptedTextField

CHUNK = 5000
_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.AutoField,
    models.BigAutoField,
    models.BooleanField,
    models.ForeignKey,
)
Row = TypeVar("Row")
_Convert = Callable[[Sequence[Any]], Iterable[Any]]
_Write = Callable[[Iterable[tuple[Any, ...]]], object]


def chunks(values: Iterable[Row], size: int | None = None) -> Iterator[list[Row]]:
    """Values in lists that fit into one query, or of a size."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size or CHUNK)):
        yield chunk


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    using: str = DEFAULT_DB_ALIAS,
) -> int:
    """Insert rows of Python values inside the caller's transaction; how many there were.

    ``columns`` are field names (``node`` or ``node_id`` for a foreign key, whose values are ids). Fields
    that are not named get their default. The rows ask the database nothing once they have begun: PostgreSQL
    listens to nothing else until the last one. ``IntegrityError`` from the database; ``ValueError`` outside a
    transaction.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise ValueError("insert_rows belongs inside a transaction")
    named = [_field(model, name) for name in columns]
    rest = [field for field in model._meta.local_concrete_fields if field not in named and _is_filled(field)]
    converters = [_converter(field, connection) for field in named]
    defaults = [(_defaults(field), _converter(field, connection)) for field in rest]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(quote(str(field.column)) for field in [*named, *rest])
    writing = _copying if connection.vendor == "postgresql" else _executing
    lists, count = chunks(rows), 0
    first = next(lists, None)
    if first is None:
        return 0
    with writing(connection, table, names, len(named) + len(rest)) as write:
        for chunk in chain([first], lists):
            values = [convert(part) for convert, part in zip(converters, zip(*chunk, strict=True), strict=True)]
            values += [convert(defaults_for(len(chunk))) for defaults_for, convert in defaults]
            write(zip(*values, strict=True))
            count += len(chunk)
    return count


def update_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[models.Model],
    *,
    using: str = DEFAULT_DB_ALIAS,
) -> None:
    """Write these columns of rows that stand already, inside the caller's transaction: one prepared statement.

    Some ten times as fast as ``bulk_update``, which writes one long CASE for each column. ``ValueError`` outside a
    transaction.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise ValueError("update_rows belongs inside a transaction")
    named = [_field(model, name) for name in columns]
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(str(field.column))} = %s" for field in named)
    key = quote(str(model._meta.pk.column))
    statement = f"UPDATE {quote(model._meta.db_table)} SET {settings} WHERE {key} = %s"  # noqa: S608
    converters = [_converter(field, connection) for field in named]
    for chunk in chunks(rows):
        values = [
            convert([getattr(row, field.attname) for row in chunk])
            for field, convert in zip(named, converters, strict=True)
        ]
        with connection.wrap_database_errors, connection.cursor() as cursor:
            cursor.executemany(statement, list(zip(*values, [row.pk for row in chunk], strict=True)))


def reserve_ids(model: type[models.Model], count: int, *, using: str = DEFAULT_DB_ALIAS) -> list[int]:
    """Primary keys that nobody else will get, in ascending order, for rows that refer to each other.

    On SQLite they are those after the highest ever used: the caller's transaction holds the write lock.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise ValueError("reserve_ids belongs inside a transaction")
    table, key = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), key, count],
            )
            return sorted(row[0] for row in cursor.fetchall())
        quoted_key, quoted_table = connection.ops.quote_name(key), connection.ops.quote_name(table)
        cursor.execute(
            f"SELECT MAX(COALESCE((SELECT MAX({quoted_key}) FROM {quoted_table}), 0), "  # noqa: S608
            "COALESCE((SELECT seq FROM sqlite_sequence WHERE name = %s), 0))",
            [table],
        )
        last = cursor.fetchone()[0]
    return list(range(last + 1, last + 1 + count))


def _field(model: type[models.Model], name: str) -> models.Field:
    for field in model._meta.local_concrete_fields:
        if name in (field.name, field.attname):
            return field
    raise FieldDoesNotExist(f"{model._meta.label} has no column {name}")


def _is_filled(field: models.Field) -> bool:
    """Whether a column that was not named needs a value from us."""
    automatic = isinstance(field, models.AutoField) or field.generated
    return not automatic and not field.has_db_default()


def _defaults(field: models.Field) -> Callable[[int], Sequence[Any]]:
    """So many defaults of a field."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        moment = timezone.now()
        return lambda count: [moment] * count
    if field.has_default() and callable(field.default):
        return lambda count: [field.get_default() for _ in range(count)]
    value = field.get_default()
    return lambda count: [value] * count


def _converter(field: models.Field, connection: Any) -> _Convert:
    """Values as the database driver takes them, a column at a time."""
    if isinstance(field, EncryptedTextField):
        return _sealed
    prepare: Callable[[Any], Any] = functools.partial(field.get_db_prep_save, connection=connection)
    if type(field) is models.DateField:
        known = functools.lru_cache(maxsize=None)(prepare)
        return lambda values: map(known, values)
    if type(field).get_prep_value in _PLAIN_PREPARATIONS or isinstance(field, _AS_THEY_ARE):
        return lambda values: values if _PLAIN.issuperset(map(type, values)) else map(prepare, values)
    return lambda values: map(prepare, values)


_PLAIN = frozenset({str, int, bool, type(None)})
_PLAIN_PREPARATIONS = {kind.get_prep_value for kind in _AS_THEY_ARE}


def _sealed(values: Sequence[str | None]) -> Sequence[str | None]:
    if None not in values:
        return encrypt_many(values)  # type: ignore[arg-type]
    sealed = iter(encrypt_many(value for value in values if value is not None))
    return [None if value is None else next(sealed) for value in values]


@contextmanager
def _copying(connection: Any, table: str, names: str, _width: int) -> Iterator[_Write]:
    """One COPY for all chunks: the server stores one while the next is made ready."""
    statement = f"COPY {table} ({names}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copying:

        def write(rows: Iterable[tuple[Any, ...]]) -> None:
            for row in rows:
                copying.write_row(row)

        yield write


@contextmanager
def _executing(connection: Any, table: str, names: str, width: int) -> Iterator[_Write]:
    places = ", ".join(["%s"] * width)
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        yield functools.partial(cursor.executemany, statement)
