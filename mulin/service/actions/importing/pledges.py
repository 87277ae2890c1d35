"""What importing a list of pledges would do: new ones within the rule; those that stand stay as they are."""

from collections import defaultdict
from typing import Any

from mulin.foundation.normalisation import normalise
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.service.actions.importing.work import NumberedWork
from mulin.service.actions.pledges import NewPledge, insert_pledges
from mulin.service.models import Pledge
from mulin.service.queries.clauses import whole_number
from mulin.service.queries.pledges import STANDING, pledges_visible_to
from mulin.tree.models import Node


def plan_pledges(reading: Reading, *, by: User) -> Plan:
    """What a workbook of pledges would do."""
    return PledgePlanner(reading, by).planned()


class PledgePlanner(NumberedWork):
    """Rows of pledges: with a number, of what stands already; without, of what is pledged on paper."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by, pledges_visible_to(by))
        self.texts: dict[tuple[int, int], dict[int, set[str]]] = {}
        self.limits: dict[int, int | None] = {}
        self.new: list[NewPledge] = []

    def facts_of(self, standing: Pledge) -> dict[str, Any]:
        """What the workbook says of a pledge, by column."""
        return {
            "community": standing.community.code,
            "name": standing.member.name,
            "text": standing.text,
            "year": standing.year,
        }

    def look_at_new(self, row: Row) -> None:
        """The same text of the same member and year stays; beyond the number of the regulation is a mistake."""
        found = self.resident(row)
        if found is None:
            return
        community, member = found
        year = row["year"] or self.today.year
        texts = self.pledged_at(community, year)[member.pk]
        most = self.most(community)
        if row["text"] in texts:
            self.counts["unchanged"] += 1
        elif most is not None and len(texts) >= most:
            self.object(row, "text", f"每年至多承诺 {most} 件，{member.name} {year} 年已有 {len(texts)} 件")
        else:
            texts.add(row["text"])
            self.counts["new"] += 1
            self.new.append(NewPledge(member, community, year, row["text"]))

    def most(self, community: Node) -> int | None:
        """How many pledges a year the regulation in force allows; read once."""
        if community.pk not in self.limits:
            self.limits[community.pk] = whole_number(community, self.today, "pledge_rules", "most")
        return self.limits[community.pk]

    def pledged_at(self, community: Node, year: int) -> dict[int, set[str]]:
        """What members pledged to a community for a year, by member; read once."""
        if (community.pk, year) not in self.texts:
            found: dict[int, set[str]] = defaultdict(set)
            rows = Pledge.objects.filter(STANDING, community=community, year=year)
            for member_id, text in rows.values_list("member_id", "text"):
                found[member_id].add(normalise(text))
            self.texts[community.pk, year] = found
        return self.texts[community.pk, year]

    def apply(self) -> None:
        """Write down what is new."""
        insert_pledges(self.new, by=self.by)
