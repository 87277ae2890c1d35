"""Lookups for sets that are too large for one placeholder a value."""

import json
from typing import Any

from django.db import models
from django.db.models import Lookup


@models.ForeignKey.register_lookup
@models.Field.register_lookup
class Among(Lookup):
    """``code__among={"A1", "A2", …}``: one of these texts or whole numbers, in one parameter, however many there are.

    ``in`` prepares each value by itself, and a database takes only so many; a file of 100,000 rows asks about all at
    once. The values are compared as they are given. A set, rather than a list, is handed on without a look at each.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """SQLite reads the values from a JSON text."""
        column, parameters = self.process_lhs(compiler, connection)
        values = json.dumps(list(self.rhs), ensure_ascii=False)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*parameters, values)  # noqa: S608 - no value in it

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL takes an array."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*parameters, list(self.rhs))
