"""Ballots: one person one ballot, nobody's secret choice is kept, paper counts like the web, exact majorities."""

import datetime
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from mulin.audit.models import Entry
from mulin.deliberation import actions
from mulin.deliberation.actions import Item, NewPoll
from mulin.deliberation.models import NamedVote, Poll, Tally
from mulin.deliberation.queries.polls import counts, waiting_for
from mulin.deliberation.rules import Terms, against_passing, against_quorum, needed, terms_stored
from mulin.foundation.refusals import Refused

HALF = Terms(of="entitled", passing="同意", passes=Fraction(1, 2), more_than=True, quorum_share=Fraction(1, 2))
"""Present at least half of those entitled; passed with more than half of those entitled."""


def opened(branch: SimpleNamespace, terms: Terms = HALF, *, secret: bool = True, items: int = 1) -> Poll:
    new = NewPoll(
        title="预备党员转正",
        closes_on=datetime.date(2022, 6, 10),
        items=[Item(f"第{number + 1}项") for number in range(items)],
        voter_ids=[member.pk for member in branch.members],
        terms=terms,
        secret=secret,
    )
    return actions.open_poll(branch.node, new, by=branch.secretary)


def vote(poll: Poll, member, choice: str) -> None:
    actions.cast(poll, {item.pk: choice for item in poll.items.all()}, by=member.account)


@pytest.mark.row("D07")
def test_a_secret_ballot_keeps_counters_and_no_choice(branch: SimpleNamespace) -> None:
    poll = opened(branch)
    for number, member in enumerate(branch.members[:6]):
        vote(poll, member, "同意" if number < 4 else "不同意")
    assert not NamedVote.objects.exists()
    assert {(one.choice, one.votes) for one in Tally.objects.all()} == {("同意", 4), ("不同意", 2)}
    logged = Entry.objects.filter(verb="投票")
    assert logged.count() == 6
    assert all("同意" not in str(entry.changes) for entry in logged)
    linked = [
        field.name for field in Tally._meta.get_fields() if getattr(field, "related_model", None) in
        {apps.get_model("deliberation.Voter"), apps.get_model("members.Member"), apps.get_model("identity.User")}
    ]  # fmt: skip
    assert linked == []


def test_nobody_learns_a_count_before_the_end(branch: SimpleNamespace) -> None:
    poll = opened(branch)
    vote(poll, branch.members[0], "同意")
    assert counts(poll) == {}


@pytest.mark.row("D07")
def test_one_person_votes_once_in_time_and_only_when_entitled(branch: SimpleNamespace, today_is) -> None:
    poll = opened(branch)
    vote(poll, branch.members[0], "同意")
    with pytest.raises(Refused, match="每人只能投一次"):
        vote(poll, branch.members[0], "不同意")
    with pytest.raises(Refused, match="不在这次表决的名单中"):
        actions.cast(poll, {item.pk: "同意" for item in poll.items.all()}, by=branch.secretary)
    with pytest.raises(Refused, match="每一项都作出选择"):
        actions.cast(poll, {}, by=branch.members[1].account)
    with pytest.raises(Refused, match="每一项都作出选择"):
        vote(poll, branch.members[1], "也许")
    today_is("2022-06-11")
    with pytest.raises(Refused, match="投票已经截止"):
        vote(poll, branch.members[1], "同意")
    assert Tally.objects.get().votes == 1


@pytest.mark.row("D07")
@pytest.mark.parametrize(
    ("yes", "no", "valid", "passed"),
    [(6, 0, True, True), (6, 5, True, True), (5, 6, True, False), (5, 0, False, False), (5, 1, True, False)],
)
def test_half_must_be_there_and_more_than_half_of_all_must_agree(
    branch: SimpleNamespace, today_is, yes: int, no: int, valid: bool, passed: bool
) -> None:
    poll = opened(branch)
    for number, member in enumerate(branch.members[: yes + no]):
        vote(poll, member, "同意" if number < yes else "不同意")
    today_is("2022-06-11")
    result = actions.close(poll, by=branch.secretary).result
    (item,) = result["items"].values()
    assert (result["valid"], item["passed"]) == (valid, passed)
    assert item["votes"] == {"同意": yes, "不同意": no, "弃权": 0}
    assert bool(item["reason"]) != passed


@pytest.mark.row("D07")
def test_paper_ballots_count_once_two_people_stand_for_them(branch: SimpleNamespace, today_is) -> None:
    poll = opened(branch)
    (item,) = poll.items.all()
    vote(poll, branch.members[0], "同意")
    with pytest.raises(Refused, match="已在网上投票，不能再发纸质票：党员00"):
        actions.hand_paper(poll, branch.members[:3], by=branch.secretary)
    assert actions.hand_paper(poll, branch.members[1:9], by=branch.secretary) == 8
    with pytest.raises(Refused, match="每人只能投一次"):
        vote(poll, branch.members[1], "同意")
    with pytest.raises(Refused, match="合计 8 票，应为 7 票"):
        actions.enter_paper(poll, returned=8, invalid=1, counts={item.pk: {"同意": 8}}, by=branch.secretary)
    with pytest.raises(Refused, match="收回票数不能多于发出票数"):
        actions.enter_paper(poll, returned=9, invalid=0, counts={item.pk: {"同意": 9}}, by=branch.secretary)
    actions.enter_paper(poll, returned=8, invalid=1, counts={item.pk: {"同意": 6, "弃权": 1}}, by=branch.secretary)
    today_is("2022-06-11")
    with pytest.raises(Refused, match="由另一人确认"):
        actions.close(poll, by=branch.secretary)
    with pytest.raises(Refused, match="请另一人核对确认"):
        actions.confirm_paper(poll, by=branch.secretary)
    actions.confirm_paper(poll, by=branch.deputy)
    result = actions.close(poll, by=branch.secretary).result
    assert result["present"] == 9
    assert result["items"][str(item.pk)]["votes"] == {"同意": 7, "不同意": 0, "弃权": 1}


def test_a_ballot_ends_early_only_when_all_have_voted(branch: SimpleNamespace) -> None:
    poll = opened(branch)
    vote(poll, branch.members[0], "同意")
    with pytest.raises(Refused, match="还有 10 人没有投票"):
        actions.close(poll, by=branch.secretary)
    for member in branch.members[1:]:
        vote(poll, member, "同意")
    closed = actions.close(poll, by=branch.secretary)
    assert closed.result["items"][str(poll.items.get().pk)]["passed"]
    with pytest.raises(Refused, match="已经结束"):
        actions.close(poll, by=branch.secretary)


def test_a_named_ballot_keeps_who_chose_what(branch: SimpleNamespace) -> None:
    poll = opened(branch, secret=False, items=2)
    vote(poll, branch.members[0], "弃权")
    assert NamedVote.objects.filter(voter__member=branch.members[0], choice="弃权").count() == 2


def test_only_who_runs_the_branch_runs_its_ballots(branch: SimpleNamespace) -> None:
    poll = opened(branch)
    other = branch.members[0].account
    for act in (
        lambda: actions.close(poll, by=other),
        lambda: actions.cancel(poll, reason="无", by=other),
        lambda: actions.hand_paper(poll, branch.members[:1], by=other),
        lambda: actions.enter_paper(poll, returned=0, invalid=0, counts={}, by=other),
        lambda: actions.confirm_paper(poll, by=other),
    ):
        with pytest.raises(Refused, match="没有“组织议事和表决”的权限"):
            act()


def test_a_cancelled_ballot_says_why_and_takes_no_more(branch: SimpleNamespace) -> None:
    poll = opened(branch)
    with pytest.raises(Refused, match="请写明取消的原因"):
        actions.cancel(poll, reason=" ", by=branch.secretary)
    actions.cancel(poll, reason="名单有误", by=branch.secretary)
    with pytest.raises(Refused, match="已经结束"):
        vote(poll, branch.members[0], "同意")


def test_who_has_not_voted_finds_it_among_what_is_owed(branch: SimpleNamespace) -> None:
    poll = opened(branch)
    voter = branch.members[0]
    assert list(waiting_for(voter.account)) == [poll]
    vote(poll, voter, "同意")
    assert list(waiting_for(voter.account)) == []


@given(of=st.integers(0, 500), share=st.fractions(0, 1, max_denominator=12), more=st.booleans())
def test_the_number_needed_is_the_smallest_that_reaches_the_share(of: int, share: Fraction, more: bool) -> None:
    least = needed(of, share, more_than=more)
    enough = [number > share * of if more else number >= share * of for number in (least, least - 1)]
    assert enough == [True, False] or (enough[0] and least == 0)


@given(
    yes=st.integers(0, 60),
    no=st.integers(0, 60),
    absent=st.integers(0, 60),
    of=st.sampled_from(["present", "entitled"]),
    more=st.booleans(),
    share=st.fractions(Fraction(1, 3), 1, max_denominator=6),
)
def test_one_more_yes_never_turns_a_pass_into_a_failure(yes, no, absent, of, more, share) -> None:
    terms = Terms(of=of, passing="同意", passes=share, more_than=more)
    entitled = yes + no + absent + 1
    before = against_passing({"同意": yes, "不同意": no}, yes + no, entitled, terms)
    after = against_passing({"同意": yes + 1, "不同意": no}, yes + no + 1, entitled, terms)
    assert before or not after


def test_terms_are_stored_and_read_back_exactly() -> None:
    assert terms_stored(HALF.stored()) == HALF
    assert against_quorum(5, 11, HALF) == "应到 11 人，实到 5 人，至少要 6 人到会才有效"
