"""Wording, links, tables and filters of this domain's pages."""

from mulin.organisations.pages.details import node_details, one_of
from mulin.organisations.pages.structure import node_structure

__all__ = ["node_details", "node_structure", "one_of"]
