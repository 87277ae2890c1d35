"""Application boards."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardsConfig(AppConfig):
    """在职党员监督台."""

    name = "mulin.boards"
    label = "boards"
    verbose_name = "监督台"

    def ready(self) -> None:
        """Make workbooks and timelines know consents; listen to members who move, leave or are forgotten."""
        from mulin.boards.queries import told  # noqa: PLC0415
        from mulin.members.queries import timeline  # noqa: PLC0415

        for name in ("sheets", "handlers"):
            import_module(f"mulin.boards.{name}")
        timeline.register("board", _("监督台"), told.consents)
