"""Wording, links, tables and filters of this domain's pages."""

from mulin.organisations.pages.details import node_buttons, node_details, one_of

__all__ = ["node_buttons", "node_details", "one_of"]
