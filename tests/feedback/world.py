"""The small street of service with a unit's secretary and an officer, on a day after the first half-year."""

import datetime
from dataclasses import dataclass
from typing import Any

from mulin.feedback.actions import Evaluation, evaluate, issue, prepare
from mulin.feedback.models import Feedback
from mulin.foundation.periods import Period, period_of
from mulin.identity.models import User
from mulin.members.actions import move_tie
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.programmes.actions import adopt, install, publish
from mulin.records.actions import record
from mulin.records.models import Activity
from mulin.records.rules import Attendee
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import NewNode, found
from mulin.tree.models import Node
from tests.organisations.factories import a_street, person
from tests.service.world import PACKS, Town, resident
from tests.worlds import built_once

DAY = "2021-07-10"
SINCE = datetime.date(2020, 1, 1)
HALF = period_of("half_year", datetime.date(2021, 1, 1))
PARAMETERS = {"feedback_opinion_days": 20, "feedback_reply_days": 15, "consultation_answer_days": 10}


@dataclass
class Place:
    """The town, and who stands on the unit's side."""

    town: Town
    unit: User
    officer: User

    @property
    def worker(self) -> User:
        """Who writes for the eastern community."""
        return self.town.secretary

    def member(self, name: str, **more: Any) -> Member:
        """A member of the branch who lives in the eastern community."""
        return resident(self.town, name, **more)

    def branch(self, name: str, above: Node | None = None) -> Node:
        """Another organisation, below the street's working committee unless said otherwise."""
        new = NewNode("branch", name, above or self.town.street.committee, self.town.street.compound)
        return found(new, reason="建立", by=self.town.clerk)

    def moves(self, member: Member, to: Node, day: str, kind: str = TieKind.RESIDENCE) -> None:
        """Another place to live in, or another organisation to belong to, from a day on."""
        move_tie(member, kind, to, on=datetime.date.fromisoformat(day), reason="变动", by=self.town.clerk)

    def prepared(self, half: Period = HALF) -> list[Feedback]:
        """The cards of the eastern community."""
        prepare(self.town.east, half, by=self.worker)
        return list(Feedback.objects.filter(half=half.first).order_by("pk"))

    def issued(self, *, opinion: str = "积极参加社区活动。", half: Period = HALF) -> list[Feedback]:
        """The same, evaluated and issued."""
        cards = self.prepared(half)
        marks = marks_for(cards[0]) if cards else {}
        evaluate({one.pk: Evaluation(opinion, marks) for one in cards}, by=self.worker)
        issue([one.pk for one in cards], by=self.worker)
        return list(Feedback.objects.filter(half=half.first).order_by("pk"))

    def activity(self, title: str, day: str, *members: Member, host: Any = None, kind: str = "") -> Activity:
        """Something that happened in the eastern community, confirmed."""
        return record(
            host or self.town.east,
            kind or "community_activity",
            datetime.date.fromisoformat(day),
            by=self.town.clerk,
            title=title,
            people=[Attendee(one.name, "", one.pk) for one in members],
            at_once=True,
        )


def marks_for(card: Feedback) -> dict[str, str]:
    """The best mark for every aspect that a yearly card evaluates."""
    if not card.is_yearly:
        return {}
    return dict.fromkeys(("participation", "lawfulness", "neighbourliness", "compliance"), "好")


@built_once
def a_place(clerk: User, **parameters: Any) -> Place:
    """The street with the pack in force since 2020."""
    street = a_street(clerk)
    edition, _ = install(read_pack(PACKS / "shuanglian/2011"), by=clerk)
    adopted = adopt(
        edition,
        street.street,
        since=SINCE,
        legal_basis="街道党工委〔2020〕1号",
        parameters={**PARAMETERS, **parameters},
        by=clerk,
    )
    publish(adopted, by=clerk)
    worker = person("worker", "community_worker", street.east, clerk)
    secretary = person("secretary", "community_secretary", street.east, clerk)
    unit = person("unit", "unit_secretary", street.branch, clerk)
    officer = person("officer", "street_officer", street.street, clerk)
    return Place(Town(street, clerk, worker, secretary), unit, officer)
