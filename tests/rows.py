"""Every row of the database: read all, tell what was written between two readings, write the same again.

Rows are read and written as the database keeps them, without Django's conversions: a table takes one statement.
Foreign keys are checked when a transaction ends, so tables may come in any order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

Line = Any
"""One row: a tuple on SQLite; on PostgreSQL a line as ``COPY`` writes it. The primary key comes first."""
Reading = dict[str, set[Line]]
"""The rows of every table by its name."""
SEARCHED = "foundation_searchentry"
"""SQLite's index of words keeps nothing of its own: it is made again from these entries."""


@dataclass(frozen=True)
class Change:
    """What is no longer in a table, and what has come."""

    table: str
    gone: list[Line]
    come: list[Line]


def tables() -> Iterator[tuple[str, list[str]]]:
    """Each table with its columns, the primary key first; what the database computes itself is left out."""
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.managed and not options.proxy and options.pk is not None:
            others = [one.column for one in options.local_concrete_fields if not (one.primary_key or one.generated)]
            yield options.db_table, [options.pk.column, *others]


def read_all() -> Reading:
    """All there is."""
    read = copied_out if connection.vendor == "postgresql" else selected
    return {table: read(table, columns) for table, columns in tables()}


def changes(before: Reading, after: Reading) -> list[Change]:
    """What was written between two readings, in the order of the rows' numbers where they have any."""
    found = []
    for table, rows in after.items():
        known = before.get(table, set())
        if rows != known:
            found.append(Change(table, sorted(known - rows), sorted(rows - known)))
    return found


def write_again(changed: list[Change]) -> None:
    """Bring about in this transaction what had changed in another."""
    columns_of = dict(tables())
    postgresql = connection.vendor == "postgresql"
    for change in changed:
        columns = columns_of[change.table]
        if change.gone:
            take_away(change, columns[0], text=postgresql)
        (copy_in if postgresql else insert)(change, columns)
        if change.table == SEARCHED and not postgresql:
            connection.connection.execute("INSERT INTO foundation_search(foundation_search) VALUES ('rebuild')")


def take_away(change: Change, key: str, *, text: bool) -> None:
    """Delete the rows that are gone."""
    where = f'"{key}"::text = %s' if text else f'"{key}" = %s'
    keys = [(row.split(b"\t", 1)[0].decode() if text else row[0],) for row in change.gone]
    with connection.cursor() as cursor:
        cursor.executemany(f'DELETE FROM "{change.table}" WHERE {where}', keys)


def selected(table: str, columns: list[str]) -> set[Line]:
    """The rows of a table on SQLite; the plus keeps its module from turning texts into dates."""
    names = ", ".join(f'+"{one}"' for one in columns)
    return set(connection.connection.execute(f'SELECT {names} FROM "{table}"'))


def insert(change: Change, columns: list[str]) -> None:
    """Rows into a table on SQLite."""
    names, places = ", ".join(f'"{one}"' for one in columns), ", ".join("?" * len(columns))
    statement = f'INSERT INTO "{change.table}" ({names}) VALUES ({places})'
    connection.connection.executemany(statement, change.come)


def copied_out(table: str, columns: list[str]) -> set[Line]:
    """The rows of a table on PostgreSQL."""
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({quoted(columns)}) TO STDOUT') as lines:
        return set(b"".join(bytes(part) for part in lines).splitlines(keepends=True))


def copy_in(change: Change, columns: list[str]) -> None:
    """Rows into a table on PostgreSQL. Their numbers were taken from its sequence, which nothing rolls back."""
    statement = f'COPY "{change.table}" ({quoted(columns)}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as lines:
        lines.write(b"".join(change.come))


def quoted(columns: list[str]) -> str:
    """Names of columns in a statement."""
    return ", ".join(f'"{one}"' for one in columns)
