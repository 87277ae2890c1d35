"""Members and their ties: what can never be true, who sees what, and what follows when the tree changes."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from mulin.audit.models import Entry
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.search import search
from mulin.identity.models import User
from mulin.judgement.answering import answer
from mulin.judgement.view import View
from mulin.members import actions, permissions
from mulin.members.choices import Category, Leaving, TieKind
from mulin.members.models import Member, Tie
from mulin.members.queries import with_ties
from mulin.tree.actions import NewNode, dissolve, found, merge, split
from mulin.tree.models import Node
from mulin.tree.permissions import search_scope
from mulin.tree.queries import forest
from tests.members.factories import a_member, identity
from tests.organisations.factories import Street, person

APRIL_30, MAY_1, MAY_2 = (datetime.date(2021, 4, 30), datetime.date(2021, 5, 1), datetime.date(2021, 5, 2))


def test_a_name_with_a_rare_character_is_kept_as_it_is(member: Member) -> None:
    assert Member.objects.get(pk=member.pk).name == "𠮷林"


def test_what_identifies_a_person_is_sealed_in_the_database(member: Member) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number, phone, identity_index FROM members_member")
        [(number, phone, index)] = cursor.fetchall()
    assert identity(1) not in number
    assert "13800000001" not in phone
    assert len(index) == 32
    assert Member.objects.get(pk=member.pk).identity_number == identity(1)


def test_a_wrong_identity_number_is_refused_with_the_reason(town: Street, clerk: User) -> None:
    with pytest.raises(Refused, match="校验位不符"):
        a_member(town, clerk, identity_number=identity(1)[:17] + ("0" if identity(1)[17] != "0" else "1"))


def test_the_same_identity_number_is_registered_once(town: Street, member: Member, clerk: User) -> None:
    with pytest.raises(Refused, match="已登记为另一名党员"):
        a_member(town, clerk, name="另一人", number=1)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"left_on": MAY_1}, "member_leaves_with_a_reason"),
        ({"born_on": MAY_1, "admitted_on": APRIL_30}, "member_admitted_after_birth"),
    ],
)
def test_the_database_refuses_what_can_never_be_true(member: Member, change: dict[str, object], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Member.objects.filter(pk=member.pk).update(**change)


def test_the_database_refuses_a_second_live_tie_of_a_kind(town: Street, member: Member) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Tie.objects.create(member=member, kind=TieKind.RESIDENCE, node=town.west)


def test_the_database_refuses_the_same_blind_index_twice(town: Street, member: Member, clerk: User) -> None:
    other = a_member(town, clerk, name="另一人", number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=other.pk).update(identity_index=member.identity_index)


ROLES = {
    # role, at which node: what they see of a member of the branch in the eastern grid, living in the east
    ("street_officer", "street"): permissions.HOME_FIELDS,
    ("unit_secretary", "branch"): permissions.HOME_FIELDS,
    ("unit_secretary", "committee"): permissions.HOME_FIELDS,
    ("community_secretary", "east"): permissions.HOME_FIELDS,
    ("community_secretary", "west"): (),
    ("unit_secretary", "shop"): (),
    ("auditor", "street"): (),
    ("system_administrator", "street"): (),
    ("member", "branch"): (),
}


@pytest.mark.row("D02")
@pytest.mark.parametrize(("role", "place"), list(ROLES))
def test_who_sees_a_member_and_which_fields(town: Street, member: Member, clerk: User, role: str, place: str) -> None:
    user = person("somebody", role, getattr(town, place), clerk)
    expected = ROLES[role, place]
    assert permissions.fields_seen(user, member) == expected
    assert (member in permissions.members_visible_to(user)) is bool(expected)
    assert permissions.view_members.allows(user, member) is bool(expected)


@pytest.mark.row("D02")
def test_the_community_of_residence_sees_a_unit_member_by_its_own_fields_only(town: Street, clerk: User) -> None:
    unit_branch = found(NewNode("branch", "商行党支部", town.committee, town.workshop), reason="成立", by=clerk)
    worker = actions.register(
        {"name": "钱工", "identity_number": identity(7), "phone": "13900000007"},
        actions.Homes(unit_branch, town.east),
        by=clerk,
    )
    unit = person("unit", "unit_secretary", unit_branch, clerk)
    community = person("community", "community_secretary", town.east, clerk)

    assert permissions.fields_seen(unit, worker) == permissions.HOME_FIELDS
    assert permissions.fields_seen(community, worker) == permissions.RESIDENCE_FIELDS
    assert "identity_number" not in permissions.RESIDENCE_FIELDS
    assert permissions.manage_members.allows(unit, worker)
    assert not permissions.manage_members.allows(community, worker)
    assert actions.read_clear(worker, "phone", reason="联系", by=community) == "13900000007"
    with pytest.raises(Refused, match="居住地一方"):
        actions.read_clear(worker, "identity_number", reason="核对", by=community)


def test_reading_in_clear_is_logged_without_the_content(town: Street, member: Member, clerk: User) -> None:
    officer = person("officer", "street_officer", town.street, clerk)
    before = Entry.objects.count()
    assert actions.read_clear(member, "identity_number", reason="核对身份", by=officer) == identity(1)
    [entry] = Entry.objects.order_by("pk")[before:]
    assert (entry.verb, entry.actor, entry.changes) == (
        "查看完整信息",
        officer,
        {"字段": "身份证号", "原因": "核对身份"},
    )


def test_who_may_not_read_in_clear_is_told_so_and_nothing_is_logged(town: Street, member: Member, clerk: User) -> None:
    secretary = person("unit", "unit_secretary", town.branch, clerk)
    before = Entry.objects.count()
    with pytest.raises(Refused, match="没有“查看完整证件号和电话”的权限"):
        actions.read_clear(member, "phone", reason="联系", by=secretary)
    assert Entry.objects.count() == before


def test_members_see_everything_held_of_themselves(town: Street, member: Member, clerk: User) -> None:
    user = person("self", "member", town.branch, clerk)
    actions.correct(member, {"account": user}, by=clerk)
    member.refresh_from_db()
    assert permissions.fields_seen(user, member) == permissions.OWN_FIELDS
    assert list(permissions.members_visible_to(user)) == [member]
    assert actions.read_clear(member, "phone", reason="本人查看", by=user) == "13800000001"


def test_a_correction_logs_what_changed_and_hides_what_is_sealed(member: Member, clerk: User) -> None:
    actions.correct(member, {"name": "𠮷霖", "phone": "13911112222"}, by=clerk)
    changes = Entry.objects.order_by("-pk")[0].changes
    assert changes == {"姓名": ["𠮷林", "𠮷霖"], "手机号码": ["（已加密）", "（已加密）"]}


@pytest.mark.row("J09")
def test_the_five_categories_can_be_told_apart_and_counted(town: Street, clerk: User) -> None:
    for number, category in enumerate(Category, 1):
        a_member(town, clerk, name=f"党员{number}", number=number, category=category)
    view = View(today(), forest(today()))
    counted = {
        category.label: answer("members_counted", {"category": category.value}, [town.street.pk], view)[
            town.street.pk
        ].value
        for category in Category
    }
    assert counted == {"在职党员": 1, "无职党员": 1, "非公党员": 1, "流动党员": 1, "老弱病残党员": 1}
    moved = actions.change_category(Member.objects.get(name="党员1"), Category.ELDERLY_OR_ILL, by=clerk)
    assert moved.category == "elderly_or_ill"


def test_a_tie_moves_on_a_day_and_its_history_stays(town: Street, member: Member, clerk: User) -> None:
    actions.move_tie(member, TieKind.RESIDENCE, town.west, on=MAY_1, reason="搬家", by=clerk)
    assert member.tied_on(TieKind.RESIDENCE, APRIL_30) == town.east
    assert member.tied_on(TieKind.RESIDENCE, MAY_1) == town.west
    assert member.tied_on(TieKind.HOME_ORGANISATION, MAY_1) == town.branch


def test_a_home_organisation_is_a_party_organisation(town: Street, member: Member, clerk: User) -> None:
    with pytest.raises(Refused, match="不是党组织"):
        actions.move_tie(member, TieKind.HOME_ORGANISATION, town.east, on=MAY_1, reason="误填", by=clerk)


def test_a_secretary_moves_nobody_into_a_branch_out_of_reach(town: Street, member: Member, clerk: User) -> None:
    other = found(NewNode("branch", "别处党支部", town.committee, town.west), reason="成立", by=clerk)
    secretary = person("unit", "unit_secretary", town.branch, clerk)
    with pytest.raises(Refused, match="管理党员"):
        actions.move_tie(member, TieKind.HOME_ORGANISATION, other, on=MAY_1, reason="调动", by=secretary)


def test_who_leaves_is_no_longer_in_lists_nor_found(town: Street, member: Member, clerk: User) -> None:
    actions.leave(member, on=MAY_1, leaving=Leaving.MOVED_AWAY, by=clerk)
    assert member not in permissions.members_visible_to(clerk)
    assert search("𠮷林", kinds=["member"]) == []
    assert Tie.objects.filter(member=member, until=MAY_1).count() == 2


def test_a_list_shows_both_ties_in_one_query(
    town: Street, member: Member, clerk: User, django_assert_num_queries: object
) -> None:
    a_member(town, clerk, name="另一人", number=2)
    with django_assert_num_queries(1):  # type: ignore[operator]
        rows = list(with_ties(permissions.members_visible_to(clerk), today()).order_by("name"))
    assert {(row.home_organisation_name, row.residence_name) for row in rows} == {  # type: ignore[attr-defined]
        (town.branch.name, town.east.name)
    }


def test_search_finds_a_member_only_within_reach(town: Street, member: Member, clerk: User) -> None:
    near = person("near", "community_secretary", town.east, clerk)
    far = person("far", "community_secretary", town.west, clerk)
    assert [one.object_id for one in search("𠮷林", scope=search_scope(near, "members.view"))] == [member.pk]
    assert search("𠮷林", scope=search_scope(far, "members.view")) == []


@pytest.mark.row("J03")
def test_members_follow_a_merged_branch_on_its_day_entered_two_months_later(
    town: Street, member: Member, clerk: User, today_is: object
) -> None:
    today_is("2021-07-01")  # type: ignore[operator]
    other = found(NewNode("branch", "东苑第二网格党支部", town.committee, town.grid), reason="成立", by=clerk)
    merge([town.branch], other, on=MAY_1, reason="整合", by=clerk)

    assert member.tied_on(TieKind.HOME_ORGANISATION, APRIL_30) == town.branch
    assert member.tied_on(TieKind.HOME_ORGANISATION, MAY_2) == other
    assert permissions.members_visible_to(person("new", "unit_secretary", other, clerk)).get() == member
    assert search("𠮷林")[0].node_id == other.pk


def test_residents_follow_merged_communities(town: Street, member: Member, clerk: User, today_is: object) -> None:
    today_is("2021-07-01")  # type: ignore[operator]
    merge([town.east], town.west, on=MAY_1, reason="合并", by=clerk)
    assert member.tied_on(TieKind.RESIDENCE, APRIL_30) == town.east
    assert member.tied_on(TieKind.RESIDENCE, MAY_2) == town.west


def test_a_tie_that_begins_after_the_merger_leads_to_the_new_node_from_its_own_day(
    town: Street, clerk: User, today_is: object
) -> None:
    today_is("2021-07-01")  # type: ignore[operator]
    late = a_member(town, clerk, name="后来者", number=9, since=datetime.date(2021, 6, 1))
    merge([town.east], town.west, on=MAY_1, reason="合并", by=clerk)
    [tie] = late.ties.filter(kind=TieKind.RESIDENCE)
    assert (tie.node, tie.since) == (town.west, datetime.date(2021, 6, 1))


def test_members_of_a_split_branch_are_all_in_one_of_the_new_ones(town: Street, member: Member, clerk: User) -> None:
    first, second = (
        found(NewNode("branch", name, town.committee, town.grid, since=MAY_1), reason="拆分", by=clerk)
        for name in ("第一支部", "第二支部")
    )
    split(town.branch, [first, second], assignments={}, on=MAY_1, reason="拆分", by=clerk)
    assert member.tied_on(TieKind.HOME_ORGANISATION, MAY_1) == first
    assert Tie.objects.filter(member=member, kind=TieKind.HOME_ORGANISATION, until__isnull=True).count() == 1


def test_a_branch_with_members_is_not_dissolved(town: Street, member: Member, clerk: User) -> None:
    with pytest.raises(Refused, match="还有 1 名党员"):
        dissolve(town.branch, on=MAY_1, reason="撤销", by=clerk)
    assert Node.objects.get(pk=town.branch.pk).until is None


@pytest.mark.row("N01")
def test_members_are_counted_as_of_a_day_wherever_they_belong_or_live(
    town: Street, member: Member, clerk: User
) -> None:
    actions.move_tie(member, TieKind.RESIDENCE, town.west, on=MAY_1, reason="搬家", by=clerk)
    places = [town.street.pk, town.east.pk, town.west.pk, town.grid.pk, town.committee.pk]

    def counted(name: str, day: datetime.date) -> list[int]:
        found_values = answer(name, {}, places, View(day, forest(day)))
        return [int(found_values[place].value or 0) for place in places]

    assert counted("members_counted", MAY_2) == [1, 1, 0, 1, 1]
    assert counted("resident_members_counted", APRIL_30) == [1, 1, 0, 0, 0]
    assert counted("resident_members_counted", MAY_2) == [1, 0, 1, 0, 0]
