"""What each page of appraisals answers to whom."""

from tests.access.expecting import Page, Table, Thing, listed, oneself
from tests.access.marks import Holder, Spot
from tests.access.world import World

SEE, RUN, EXAMINE = "appraisals.view", "appraisals.manage", "appraisals.examine"
SUPERIOR = {"branch": "committee", "neighbour_branch": "committee", "other_branch": "other_committee"}


def examines(world: World, holder: Holder, spot: Spot) -> bool:
    """The word is held above the organisation, or at it where nothing is above."""
    (home,) = world.sides("appraisal", spot)
    return holder.may(EXAMINE, world.spots[SUPERIOR.get(home.key, home.key)])


def of_branch(**sent: object) -> list[Thing]:
    """A page of who conducts the appraisal."""
    return [Thing(sort="appraisal", see=SEE, need=RUN, sent=sent)]


APPRAISALS: Table = {
    "appraisals:appraisals": listed(),
    "appraisals:open": [Page(word=RUN, sent={})],
    "appraisals:appraisal": [Thing(sort="appraisal", see=SEE)],
    "appraisals:self_reviews": of_branch(),
    "appraisals:mutual": of_branch(),
    "appraisals:public": of_branch(),
    "appraisals:grades": of_branch(),
    "appraisals:submit": of_branch(),
    "appraisals:cancel": of_branch(),
    "appraisals:approve": [Thing(sort="appraisal", see=SEE, only=examines, sent={})],
    "appraisals:send_back": [Thing(sort="appraisal", see=SEE, only=examines, sent={})],
    "appraisals:own": [Thing(sort="own_appraisal", see="nobody", also=oneself)],
    "appraisals:own_review": [Thing(sort="own_appraisal", see="nobody", also=oneself, sent={})],
}
APPRAISAL_EXPORTS = {"appraisals": ()}
