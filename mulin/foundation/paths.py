"""The materialised path: node ids from the root down, ``/1/15/230/``, derived from the dated parents of today."""

from typing import Any

from django.db import models
from django.db.models import Lookup


class PathField(models.CharField):
    """A path of node ids; ``path__within="/1/15/"`` finds the node 15 and everything below through the index."""

    def __init__(self, *args: Any, **options: Any) -> None:
        fixed: dict[str, Any] = {"max_length": 160, "editable": False, "default": ""}
        super().__init__(*args, **(fixed | options))


@PathField.register_lookup
class Within(Lookup):
    """At or below a path: a range on SQLite (its LIKE uses no index), a prefix with its own index on PostgreSQL."""

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """``path >= prefix AND path < prefix`` with its last slash raised by one character."""
        column, parameters = self.process_lhs(compiler, connection)
        prefix = str(self.rhs)
        return f"({column} >= %s AND {column} < %s)", (*parameters, prefix, *parameters, prefix[:-1] + "0")

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A prefix match, which the ``varchar_pattern_ops`` index answers in any collation."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*parameters, f"{self.rhs}%")
