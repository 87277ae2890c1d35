"""Telling a faulty clause, which must not break the others, from a database that is gone, which must end everything."""

from django.db import DatabaseError, InterfaceError, connection, transaction


def raise_if_gone(error: Exception) -> None:
    """Raise the error again unless the work may go on: never where nothing can be read or saved any more.

    A clause whose fault was kept while the connection was lost would be acknowledged, and rolled back in silence.
    """
    broken = connection.in_atomic_block and transaction.get_rollback()
    if broken or (isinstance(error, DatabaseError | InterfaceError) and not connection.is_usable()):
        raise error
