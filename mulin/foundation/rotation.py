"""Renewing the encryption key: every sealed field of every model, chunk by chunk, while the product runs."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models, router, transaction

from mulin.foundation.encryption import current_header, decrypt, encrypt_many
from mulin.foundation.fields import EncryptedTextField
from mulin.foundation.key_ring import begin_rotation, end_rotation

CHUNK = 2000


def rotate_keys() -> dict[str, int]:
    """Make a new key and seal every value with it; values re-sealed, by ``app.model.field``.

    Safe to interrupt: each chunk is a transaction of its own, and the next call goes on with the same new
    key.
    """
    begin_rotation()
    counts = {str(field): reseal(field) for field in sealed_fields()}
    end_rotation()
    return counts


def sealed_fields() -> Iterator[models.Field]:
    """Every sealed field of every table."""
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            yield from (field for field in model._meta.local_fields if isinstance(field, EncryptedTextField))


def reseal(field: models.Field) -> int:
    """Seal with the active key and cipher every value of this field that has another; how many there were."""
    done, after = 0, None
    while True:
        seen, changed, after = _reseal_chunk(field, after)
        done += changed
        if seen < CHUNK:
            return done


def _reseal_chunk(field: models.Field, after: Any) -> tuple[int, int, Any]:
    """One chunk by primary key: rows seen, values changed, the last key.

    SQL by hand because the field itself would unseal on reading; the old value stands in the condition so
    that a value somebody saves meanwhile is never overwritten.
    """
    alias = router.db_for_write(field.model)
    connection = connections[alias]
    quote = connection.ops.quote_name
    key, column = quote(str(field.model._meta.pk.column)), quote(str(field.column))
    table = quote(field.model._meta.db_table)
    condition, parameters = (f"WHERE {key} > %s", [after]) if after is not None else ("", [])
    header = current_header()
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {column} FROM {table} {condition} ORDER BY {key} LIMIT {CHUNK}",  # noqa: S608
            parameters,
        )
        rows = cursor.fetchall()
        old = [(row_key, value) for row_key, value in rows if value and not value.startswith(header)]
        sealed = encrypt_many(decrypt(value) for _, value in old)
        cursor.executemany(
            f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s",  # noqa: S608
            [(new, row_key, value) for new, (row_key, value) in zip(sealed, old, strict=True)],
        )
    return len(rows), len(old), rows[-1][0] if rows else after
