"""What the workbench asks of the domains below."""

from mulin.web.queries.todo import Todo
from mulin.web.queries.todos import counted_nodes, own_nodes, todos

__all__ = ["Todo", "counted_nodes", "own_nodes", "todos"]
