"""Application relations."""

from django.apps import AppConfig


class RelationsConfig(AppConfig):
    """组织关系."""

    name = "mulin.relations"
    label = "relations"
    verbose_name = "组织关系"

    def ready(self) -> None:
        """Listen to the tree."""
        from mulin.relations import handlers  # noqa: F401, PLC0415
