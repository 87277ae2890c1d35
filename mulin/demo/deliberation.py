"""Last year's appraisals of a few branches, a ballot that goes on today, a matter that is public now."""

import datetime
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from mulin.appraisals import actions as appraisals
from mulin.appraisals.models import Appraisal
from mulin.appraisals.queries.appraisals import lines, schemes_at
from mulin.appraisals.queries.hearing import OCCASION, unheard
from mulin.deliberation import actions
from mulin.deliberation.actions import Item, NewPoll, StepResult
from mulin.deliberation.models import Matter, Poll
from mulin.deliberation.queries.matters import procedures_at
from mulin.deliberation.queries.terms import entitled_at
from mulin.demo.accounts import secretary_at
from mulin.demo.writers import Writers
from mulin.feedback import actions as consultations
from mulin.feedback.actions import Question
from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.tree.models import Node

BRANCHES = ("DZBXQ99011", "DZBXQ99012", "DZBXQ99013")
COMPOUND = "XQ99011"
OPENED, COUNTED = datetime.date(2021, 12, 6), datetime.date(2021, 12, 22)
EXAMINED = datetime.date(2022, 1, 10)
Say = Callable[[str], None]
LivingOn = Callable[[datetime.date], AbstractContextManager[None]]


def deliberate(writers: Writers, living_on: LivingOn, say: Say) -> None:
    """Everything through the actions by which people do it; paper ballots are counted by two."""
    started = time.perf_counter()
    branches = list(Node.objects.filter(code__in=BRANCHES).order_by("code"))
    first = writers.people["branch"]
    further = {branch: branch_secretary(branch) for branch in branches[1:]}
    for branch in branches:
        appraise(branch, further.get(branch, first), writers.office, living_on)
    secretary = writers.people["secretary"]
    with living_on(datetime.date(2022, 6, 20)):
        matter = propose(secretary)
    with living_on(datetime.date(2022, 6, 27)):
        actions.disclose(matter, text="四方议定：东门加装充电桩 12 个，费用由物业公司先行垫付。", by=secretary)
    ask(branches[0], first)
    say(f"民主评议 {len(branches)} 个支部、表决和议题，{time.perf_counter() - started:.1f} 秒")


def branch_secretary(branch: Node) -> User:
    """Who keeps a branch that none of the demo's accounts keeps."""
    return secretary_at(branch, "unit_secretary", f"{branch.name[:4]}支部书记", User.objects.command_line())


def appraise(branch: Node, by: User, officer: User, living_on: LivingOn) -> Appraisal:
    """A year's appraisal from its opening to its examination."""
    chance = random.Random(branch.code)
    with living_on(OPENED):
        scheme = schemes_at(branch, OPENED)["member_appraisal"]
        appraisal = appraisals.open_appraisal(branch, scheme, in_period_of=OPENED, by=by)
        appraisal = appraisals.open_mutual(appraisal, closes_on=COUNTED, by=by)
    with living_on(COUNTED):
        count_on_paper(Poll.objects.get(appraisal=appraisal), chance, by, officer)
        rows = appraisal.appraisees.filter(graded=True)
        votes = {row.pk: {"优秀": chance.randint(2, 6), "合格": chance.randint(4, 9)} for row in rows}
        appraisals.count_public(appraisal, votes, by=by)
        appraisal.refresh_from_db()
        appraisal = appraisals.grade(appraisal, suggested_grades(appraisal), version=appraisal.version, by=by)
        hear_communities(appraisal, by, officer)
        appraisal = appraisals.submit(appraisal, met_on=COUNTED, by=by)
    with living_on(EXAMINED):
        return appraisals.approve(appraisal, opinion="同意支部评议意见。", by=officer)


def hear_communities(appraisal: Appraisal, by: User, officer: User) -> None:
    """Ask the communities about those who are registered there, and let them answer."""
    silent = [pk for pk, _name in unheard(appraisal)]
    if not silent:
        return
    members = list(Member.objects.filter(pk__in=silent))
    for asked in consultations.ask(appraisal.node, members, Question(OCCASION), by=by):
        consultations.answer(asked, stand="supports", opinion="能参加社区活动，邻里关系和睦。", by=officer)


def count_on_paper(poll: Poll, chance: random.Random, by: User, officer: User) -> None:
    """Everybody votes on paper; one person enters the count and another confirms it."""
    voters = Member.objects.filter(pk__in=poll.voters.values("member_id"))
    number = actions.hand_paper(poll, voters, by=by)
    counts = {}
    for item in poll.items.all():
        best = chance.randint(0, number)
        counts[item.pk] = {"优秀": best, "合格": number - best}
    actions.enter_paper(poll, returned=number, invalid=0, counts=counts, by=by)
    actions.confirm_paper(poll, by=officer)
    actions.close(poll, by=by)


def suggested_grades(appraisal: Appraisal) -> dict[int, tuple[str, str]]:
    """The grade that the votes suggest, for everybody who is graded."""
    return {line.appraisee.pk: (line.suggestion or "合格", "") for line in lines(appraisal) if line.appraisee.graded}


def propose(by: User) -> Matter:
    """A matter of a compound that four parties decided."""
    compound = Node.objects.select_related("kind").get(code=COMPOUND)
    council = procedures_at(compound, today())["four_party_council"]
    matter = actions.open_matter(
        compound,
        council,
        title="东门加装电动自行车充电桩",
        text="现有充电桩不足，居民飞线充电。",
        proposed_by="业委会",
        by=by,
    )
    there = {party.id: 2 for party in council.clause.parties}
    return actions.finish_step(matter, StepResult(True, "四方一致同意加装，位置定在东门北侧。", there), by=by)


def ask(branch: Node, secretary: User) -> Poll:
    """A ballot of a branch that goes on today."""
    new = NewPoll(
        title="推荐优秀党务工作者",
        closes_on=today() + datetime.timedelta(days=6),
        items=[Item("推荐支部书记为优秀党务工作者")],
        voter_ids=entitled_at(branch, today()),
        text="请每位党员投票，截止后由两名同志计票。",
    )
    return actions.open_poll(branch, new, by=secretary)
