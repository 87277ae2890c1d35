"""Application tree."""

from django.apps import AppConfig


class TreeConfig(AppConfig):
    """组织树."""

    name = "mulin.tree"
    label = "tree"
    verbose_name = "组织树"
