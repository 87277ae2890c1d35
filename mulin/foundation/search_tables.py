"""The databases' own parts of the search index, made by a migration.

SQLite's FTS5 table keeps no text of its own, only pairs; ``search.py`` keeps it in step by explicit
statements.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = (
    "CREATE VIRTUAL TABLE foundation_search USING fts5("
    "terms, content='foundation_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
)
_POSTGRESQL = "CREATE INDEX foundation_search ON foundation_searchentry USING gin ((terms::tsvector))"


def create(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Forward."""
    editor.execute(_SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL)


def drop(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Backward."""
    kind = "TABLE" if editor.connection.vendor == "sqlite" else "INDEX"
    editor.execute(f"DROP {kind} foundation_search")


def forget_all_when_empty(using: str, **_signal: Any) -> None:
    """After ``migrate`` and ``flush``: where no entry is left, FTS5 must not remember any either."""
    connection = connections[using]
    if connection.vendor != "sqlite" or "foundation_search" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM foundation_searchentry)")
        if not cursor.fetchone()[0]:
            cursor.execute("INSERT INTO foundation_search(foundation_search) VALUES ('rebuild')")
