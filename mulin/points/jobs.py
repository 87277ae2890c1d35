"""What runs in the background."""

from django_tasks import task

from mulin.points.actions import following


@task()
def rebuild() -> int:
    """Hold the ledger against the facts again. Returns how many entries were made."""
    return following.rebuild()
