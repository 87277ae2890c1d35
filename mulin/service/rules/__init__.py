"""What follows from the rules of service; plain Python."""

from mulin.service.rules.facts import Person, age_on
from mulin.service.rules.grouping import Group, propose_groups, shared_facts
from mulin.service.rules.suggesting import Suggestion, suggest

__all__ = [
    "Group",
    "Person",
    "Suggestion",
    "age_on",
    "propose_groups",
    "shared_facts",
    "suggest",
]
