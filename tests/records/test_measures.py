"""What measures say about records, against the plainest way of counting."""

import datetime
import random
from fractions import Fraction
from typing import Any

import pytest

from mulin.foundation.periods import period_of
from mulin.judgement.answering import answer
from mulin.judgement.view import View
from mulin.records.actions import confirm, correct, note, record, void
from mulin.records.models import Activity
from mulin.records.rules import Attendee
from mulin.tree.actions import NewNode, found
from mulin.tree.models import Node
from mulin.tree.queries import forest

from .conftest import TODAY, Street

START = datetime.date(2021, 1, 1)


def said(measure: str, arguments: dict[str, Any], node: Node, window: str = "year") -> Fraction | None:
    return answer(measure, arguments, [node.pk], View(TODAY, forest(TODAY), START), window)[node.pk].value


def history(place: Street, seed: int) -> None:
    """Forty records at random: some drafts, some corrected, some struck out."""
    chance = random.Random(seed)
    for number in range(40):
        host = chance.choice([place.east, place.west, place.garden, place.court, place.tower])
        day = START + datetime.timedelta(days=chance.randrange(180))
        fields = {"handled": chance.randrange(9), "spent": f"{chance.randrange(99)}.5"}
        people = [Attendee(f"李{'一二三四五'[n]}") for n in range(chance.randrange(5))]
        made = record(host, "service", day, fields=fields, people=people, headcount=chance.randrange(3), by=place.by)
        if chance.random() < 0.8:
            confirm(made, by=place.by)
            if number % 5 == 0:
                correct(made, fields={"handled": 20}, reason="数错", by=place.by)
            if number % 7 == 0:
                void(made, reason="登错", by=place.by)


def below(node: Node, activity: Activity) -> bool:
    return activity.host.path.startswith(node.path) or activity.host.place_path.startswith(node.place_path)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_measure_counts_as_one_would_by_hand(place: Street, seed: int) -> None:
    history(place, seed)
    facts = [one for one in Activity.objects.select_related("host") if one.state in ("confirmed", "corrected")]
    kind = {"kind": "service"}
    for node in (place.street, place.east, place.garden, place.tower):
        own = [one for one in facts if one.host_id == node.pk]
        reached = [one for one in facts if below(node, one)]
        assert said("activities_held", kind, node) == len(own)
        assert said("activities_held_below", kind, node) == len(reached)
        assert said("people_present", kind, node) == sum(one.present for one in own)
        assert said("attendances_counted", kind, node) == sum(one.attendances.count() for one in own)
        assert said("activity_total", kind | {"field": "handled"}, node) == sum(one.fields["handled"] for one in own)
        spent = sum(Fraction(one.fields.get("spent", 0)) for one in reached)
        assert said("activity_total_below", kind | {"field": "spent"}, node) == spent
        months = {period_of("month", one.day).first for one in own}
        assert said("periods_with_activity", kind | {"period": "month"}, node) == len(months)
        last_quarter = [one for one in own if one.day >= datetime.date(2021, 4, 1)]
        assert said("activities_held", kind, node, "quarter") == len(last_quarter)


def test_a_meeting_counts_as_called_only_when_the_notice_came_before_the_day(place: Street) -> None:
    day = datetime.date(2021, 5, 20)
    for notice_on in (None, day, datetime.date(2021, 5, 19)):
        confirm(note(place.east, "joint_meeting", day, notice_on=notice_on, minutes="记", by=place.by), by=place.by)
    kind = {"kind": "joint_meeting"}
    assert said("activities_held", kind, place.east, "quarter") == 3
    assert said("activities_held", kind | {"notice_before": True}, place.east, "quarter") == 1
    assert said("activities_held", kind | {"with_minutes": True}, place.east) == 3
    assert said("activities_held", kind | {"with_agenda": True}, place.east) == 0
    assert said("activities_held", kind | {"with_evidence": True}, place.east) == 0
    assert said("activities_held", kind | {"attended_by_at_least": 1}, place.east) == 0


def test_a_draft_and_a_struck_out_record_do_not_count_and_a_corrected_day_counts_where_it_belongs(
    place: Street,
) -> None:
    draft = note(place.garden, "patrol", datetime.date(2021, 5, 1), by=place.by)
    kind = {"kind": "patrol"}
    assert said("activities_held", kind, place.garden, "quarter") == 0
    confirm(draft, by=place.by)
    assert said("activities_held", kind, place.garden, "quarter") == 1
    correct(draft, day=datetime.date(2021, 3, 1), reason="日期写错", by=place.by)
    assert said("activities_held", kind, place.garden, "quarter") == 0
    assert said("activities_held", kind, place.garden, "year") == 1
    void(draft, reason="重复", by=place.by)
    assert said("activities_held", kind, place.garden, "year") == 0


def test_the_share_of_compounds_with_an_activity_is_exact(place: Street) -> None:
    found(NewNode("compound", "丁香苑", belongs_to=place.east, code="third"), reason="建档", by=place.by)
    record(place.garden, "patrol", datetime.date(2021, 5, 1), at_once=True, by=place.by)
    arguments = {"child_kind": "compound", "kind": "patrol"}
    assert said("children_with_activity_share", arguments, place.street) == Fraction(1, 3)
    assert said("children_with_activity_share", arguments, place.east) == Fraction(1, 2)
    assert said("children_with_activity_share", arguments | {"child_kind": "circle"}, place.street) is None


def test_social_organisations_that_take_part_in_a_community_are_counted_once_each(place: Street) -> None:
    for number, inside in enumerate((place.east, place.garden, place.west)):
        new = NewNode("social", f"社会组织{number}", belongs_to=place.street, located_in=inside, code=f"social{number}")
        social = found(new, reason="登记", by=place.by)
        for _ in range(2):
            day = datetime.date(2021, 5, 1)
            record(social, "service", day, fields={"handled": 1}, at_once=True, by=place.by)
    record(place.garden, "patrol", datetime.date(2021, 5, 1), at_once=True, by=place.by)
    assert said("social_participations_counted", {}, place.east) == 2
    assert said("social_participations_counted", {}, place.street) == 3
    assert said("social_participations_counted", {"kind": "patrol"}, place.street) == 0


def test_members_who_took_part_count_once_however_often(place: Street, member_of: Any) -> None:
    known = member_of(place.east, "张三")
    for month in (4, 5):
        people = [Attendee("张三", "", known.pk), Attendee("路人")]
        record(place.garden, "patrol", datetime.date(2021, month, 1), people=people, at_once=True, by=place.by)
    assert said("members_taking_part", {"kind": "patrol"}, place.garden) == 1
    assert said("attendances_counted", {"kind": "patrol"}, place.garden) == 4
