"""What runs in the background."""

from django_tasks import task

from mulin.duties import actions


@task()
def rebuild() -> int:
    """Derive every duty again from the facts. Returns how many rows changed."""
    return actions.rebuild()
