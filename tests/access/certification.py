"""What the addresses of certification and of papers answer to whom."""

from collections.abc import Sequence
from typing import Any

from tests.access.boards import PAPERS_OF_BOARDS, papers_of_boards
from tests.access.expecting import DAY, WHY, Expectation, Page, Table, Thing, assigned, listed
from tests.access.feedback import PAPERS_OF_FEEDBACK, papers_of_feedback
from tests.access.marks import Spot
from tests.access.points import PAPERS_OF_POINTS, papers_of_points
from tests.access.registration import PAPERS_OF_REGISTRATION, papers_of_registration
from tests.access.relations import PAPERS_OF_RELATIONS, papers_of_relations
from tests.access.service import PAPERS_OF_SERVICE, papers_of_service
from tests.access.world import World

SEEN, CHECKED = "assessments.view", "assessments.self_check"


def of_milestone(world: World, spot: Spot) -> Sequence[Any]:
    """Programme, subject, milestone, target."""
    return (world.programme_of(spot).pk, spot.pk, "spring", "plan")


def on_assessment(sort: str, need: str, **more: Any) -> list[Expectation]:
    """A step of an assessment in a state."""
    return [Thing(sort=sort, see=SEEN, need=need, also=assigned if sort == "accepting" else None, **more)]


def papers(address: str, **more: Any) -> list[Expectation]:
    """Every paper in one form."""
    rows = []
    for paper, (sort, see) in PAPERS.items():
        also = assigned if sort == "accepting" else None
        rows.append(
            Thing(
                sort=sort,
                see=see,
                need="papers.print",
                also=also,
                arguments=(paper,),
                costly=True,
                own_state=paper == "application_form",
                **more,
            )
        )
    return [
        *rows,
        *papers_of_registration(**more),
        *papers_of_relations(**more),
        *papers_of_service(**more),
        *papers_of_points(**more),
        *papers_of_boards(**more),
        *papers_of_feedback(**more),
    ]


PAPERS = {
    "application_form": ("applied", SEEN),
    "self_check_list": ("accepting", SEEN),
    "acceptance_sheet": ("accepting", SEEN),
    "result_notice": ("decided", SEEN),
    "certificate": ("decided", SEEN),
    "round_notice": ("round", SEEN),
    "rectification_order": ("order", SEEN),
    "minutes": ("fact", "records.view"),
    "sign_in_sheet": ("fact", "records.view"),
    "duty_list": ("node", "nodes.view"),
    "score_sheet": ("node", "nodes.view"),
    "organ_roster": ("node", "units.view"),
}
ASSESSMENTS: Table = {
    "assessments:assessments": listed(),
    "assessments:running": listed(),
    "assessments:open": [Page(word=(CHECKED, "assessments.organise"), sent={"kind": "yearly", "year": "2010"})],
    "assessments:standing": [Thing(sort="standing", see=SEEN)],
    "assessments:standing_facts": [Thing(sort="standing", see=SEEN, arguments=("01.1",))],
    **{
        f"assessments:{name}": [
            *(on_assessment(state, "")[0] for state in ("checking", "applied", "accepting", "decided"))
        ]
        for name in ("assessment", "columns", "gaps", "course")
    },
    "assessments:item": [
        Thing(sort="checking", see=SEEN, writes=CHECKED, arguments=("02.1",), sent={"score": "7", "reason": "重评"}),
        Thing(
            sort="applied",
            see=SEEN,
            writes="assessments.review",
            arguments=("02.1",),
            sent={"score": "7", "reason": "审"},
        ),
    ],
    "assessments:item_facts": [Thing(sort="accepting", see=SEEN, also=assigned, arguments=("01.1",))],
    "assessments:finish": on_assessment("checking", CHECKED, sent={}),
    "assessments:application": on_assessment(
        "checking", "assessments.apply", sent={"level": "standard", "measures": "措施"}
    ),
    "assessments:check_application": on_assessment("applied", "assessments.apply", sent={}, own_state=True),
    "assessments:applied": on_assessment("applied", ""),
    "assessments:review": on_assessment("applied", "assessments.review", sent={"opinion": "同意"}),
    "assessments:send_back": on_assessment("applied", "assessments.review", sent=WHY),
    "assessments:withdraw": on_assessment("checking", "assessments.apply", sent=WHY),
    "assessments:hand_in": on_assessment("accepting", "", only=assigned, sent={"opinion": "达到"}),
    "assessments:decide": on_assessment("accepting", "assessments.decide", sent={"grade": "", "reason": "不足"}),
    "assessments:issue": on_assessment("decided", "assessments.decide", sent={}, post_only=True),
    "assessments:gap": [Thing(sort="gap", see=SEEN, need=CHECKED, sent={"text": "改进"})],
    "assessments:close_gap": [Thing(sort="gap", see=SEEN, need=CHECKED, sent={}, post_only=True)],
    "assessments:assignments": [Page(word="assessments.score")],
    "assessments:rounds": listed(),
    "assessments:organise": [
        Page(word="assessments.organise", governing=True, sent={"kind": "acceptance", "name": "新轮次"})
    ],
    "assessments:round": [Thing(sort="round", see=SEEN, shows=("round",))],
    "assessments:assign": [Thing(sort="round", see=SEEN, need="assessments.organise", sent={"assessors": "1"})],
    "assessments:certificates": listed(),
    "assessments:certificate_rule": [
        Page(word="assessments.decide", governing=True, sent={"number_prefix": "新", "years_valid": "3"})
    ],
    "assessments:certificate": [Thing(sort="certificate", see=SEEN)],
    "assessments:grades": listed(),
    "assessments:holding": [Thing(sort="grade", see=SEEN)],
    "assessments:order": [
        Thing(sort="grade", see=SEEN, need="assessments.organise", sent={"text": "再整改", "deadline": "2021-09-01"})
    ],
    "assessments:rectifications": listed(),
    "assessments:rectification": [Thing(sort="order", see=SEEN, shows=("order",))],
    "assessments:report": [Thing(sort="order", see=SEEN, need="assessments.apply", sent={"report": "已整改"})],
    "assessments:recheck": [
        Thing(sort="order", see=SEEN, need="assessments.decide", sent={"keep": "yes", "opinion": "好"})
    ],
    "assessments:vetoes": listed(),
    "assessments:record_veto": [
        Page(word="vetoes.manage", sent={"kind": "安全事故", "document": "文", "reason": "由", "since": DAY})
    ],
    "assessments:veto": [Thing(sort="veto", see=SEEN, shows=("veto",))],
    "assessments:lift_veto": [Thing(sort="veto", see=SEEN, need="vetoes.manage", sent=WHY)],
    "assessments:milestones": [Page(word="programmes.view")],
    "assessments:tick_target": [
        Thing(
            sort="node",
            see=SEEN,
            need="assessments.organise",
            built=of_milestone,
            sent={"reached_on": DAY, "note": "凭"},
        )
    ],
}
PAPER_PAGES: Table = {
    "papers:papers": [
        Thing(sort="applied", see=SEEN, arguments=("assessment",)),
        Thing(sort="accepting", see=SEEN, also=assigned, arguments=("assessment",)),
        Thing(sort="round", see=SEEN, arguments=("round",)),
        Thing(sort="order", see=SEEN, arguments=("rectification",)),
        Thing(sort="fact", see="records.view", arguments=("activity",)),
        Thing(sort="node", see="nodes.view", arguments=("node",)),
        Thing(sort="node", see="units.view", arguments=("organs",)),
        *PAPERS_OF_REGISTRATION,
        *PAPERS_OF_RELATIONS,
        *PAPERS_OF_SERVICE,
        *PAPERS_OF_POINTS,
        *PAPERS_OF_BOARDS,
        *PAPERS_OF_FEEDBACK,
    ],
    "papers:reuse": [Page()],
    **{f"papers:{name}": [Page(arguments=("basic_card",), own_state=True)] for name in ("batch", "batch_word")},
    **{f"papers:{form}": papers(form) for form in ("pdf", "word", "blank", "blank_word")},
}
