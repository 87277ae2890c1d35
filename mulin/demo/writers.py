"""Who writes in the demo: its own people, so that every record, file and log names an author one can ask."""

from collections.abc import Mapping
from dataclasses import dataclass

from mulin.identity.models import User
from mulin.programmes.queries import ids_above
from mulin.tree.models import Node


@dataclass(frozen=True)
class Writers:
    """The demo's people by the name of their account, and the secretaries by the number of their community's node."""

    people: Mapping[str, User]
    secretaries: Mapping[int, User]

    @property
    def office(self) -> User:
        """The street's office, for what concerns more than one community."""
        return self.people["officer"]

    @property
    def district(self) -> User:
        """Who puts regulations in force."""
        return self.people["district"]

    def of(self, node: Node) -> User:
        """The secretary of the community in which a node lies, else the street's office."""
        above = ids_above(node.path, node.place_path)
        return next((self.secretaries[pk] for pk in above if pk in self.secretaries), self.office)


def writers_of(people: Mapping[str, User], secretaries: Mapping[str, User]) -> Writers:
    """With the secretaries by the code of their community."""
    codes = Node.objects.filter(code__in=secretaries).values_list("pk", "code")
    return Writers(people, {pk: secretaries[code] for pk, code in codes})
