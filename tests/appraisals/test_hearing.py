"""The community is heard before a grade is handed in: by an answer, or by the card it gave in the period."""

import pytest

from mulin.appraisals import actions
from mulin.appraisals.models import Appraisal
from mulin.appraisals.queries.appraisals import schemes_at
from mulin.appraisals.queries.hearing import OCCASION, unheard
from mulin.deliberation import actions as deliberation
from mulin.feedback import actions as consultations
from mulin.feedback.actions import Question
from mulin.foundation.refusals import Refused
from tests.registration.conftest import RECEIVED, County, county

__all__ = ["county"]
pytestmark = [pytest.mark.row("D15"), pytest.mark.row("R04")]


@pytest.fixture
def appraisal(county: County, settings) -> Appraisal:
    county.received("王甲")
    settings.TODAY = RECEIVED
    scheme = schemes_at(county.bureau, RECEIVED)["member_appraisal"]
    return actions.open_appraisal(county.bureau, scheme, in_period_of=RECEIVED, by=county.root)


def test_who_is_registered_where_they_live_is_not_graded_unheard(county: County, appraisal: Appraisal) -> None:
    names = [name for _pk, name in unheard(appraisal)]
    assert names == ["王甲"], "the others are registered nowhere"
    for member in county.members.values():
        actions.count_public(appraisal, {appraisal.appraisees.get(member=member).pk: {"合格": 3}}, by=county.root)
    poll = actions.open_mutual(appraisal, closes_on=RECEIVED, by=county.root).poll
    voters = [voter.member for voter in poll.voters.select_related("member")]
    deliberation.hand_paper(poll, voters, by=county.root)
    counts = {item.pk: {"合格": len(voters)} for item in poll.items.all()}
    deliberation.enter_paper(poll, returned=len(voters), invalid=0, counts=counts, by=county.users["officer"])
    deliberation.confirm_paper(poll, by=county.root)
    deliberation.close(poll, by=county.root)
    given = {row.pk: ("合格", "") for row in appraisal.appraisees.all()}
    actions.grade(appraisal, given, version=1, by=county.root)
    with pytest.raises(Refused, match="还没有听取居住社区的意见：王甲"):
        actions.submit(appraisal, met_on=RECEIVED, by=county.root)


def test_an_answer_of_the_community_counts(county: County, appraisal: Appraisal) -> None:
    (asked,) = consultations.ask(county.bureau, [county.members["王甲"]], Question(OCCASION), by=county.root)
    assert unheard(appraisal)
    consultations.answer(asked, stand="supports", opinion="邻里和睦", by=county.root)
    assert unheard(appraisal) == []
