"""What the workbench asks of the domains below."""

from mulin.web.queries.todos import PROVIDERS, Todo, counted_nodes, own_nodes, todos

__all__ = ["PROVIDERS", "Todo", "counted_nodes", "own_nodes", "todos"]
