"""What relations and floating members leave to a person, on the home page."""

from typing import Any

from mulin.relations.queries.waiting import waiting_for
from mulin.web.queries.todo import Todo


def relation_todos(user: Any) -> list[Todo]:
    """Transfers, members away and here, the census and flagged members that wait for this person."""
    return [Todo(one.title, one.url, one.light, one.due) for one in waiting_for(user)]
