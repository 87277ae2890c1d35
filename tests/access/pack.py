"""A pack that judges every kind of node alike, so that there is one of everything everywhere."""

import datetime

from mulin.rulebook.schema import Pack
from tests.access.appraising import APPRAISAL
from tests.access.collecting import CLAUSES as POINTS_CLAUSES
from tests.access.deliberating import PROCEDURE
from tests.access.feeding import CONSULTATIONS, FEEDBACK
from tests.access.registering import CLAUSES
from tests.access.relating import FLOATING, TRANSFERS
from tests.access.serving import CLAUSES as SERVICE_CLAUSES
from tests.access.showing import CLAUSES as BOARD_CLAUSES
from tests.access.structuring import structure_clauses
from tests.assessments.small_pack import NO_VETO, SINCE, SOURCE, held, item, level, small_pack

__all__ = ["KINDS", "SINCE", "TODAY", "trial_pack"]

TODAY = datetime.date(2021, 6, 30)
KINDS = {
    "district": "区", "street": "街道", "community": "社区", "compound": "小区", "building": "大厦",
    "enterprise": "公司", "party_work_committee": "党工委", "branch": "党支部", "party_group": "党小组",
}  # fmt: skip
JUDGED = ["district", "street", "community", "compound", "party_work_committee", "branch", "party_group"]


def member_duty(duty_id: str, tie: str) -> dict[str, object]:
    """What every member owes by one of the ties."""
    return {
        "id": duty_id,
        "name": f"党员走访（{tie}）",
        "subjects": ["member"],
        "period": "year",
        "times": 9,
        "measure": {"name": "attendances_by_member", "arguments": {"kind": "visit"}, "window": "year"},
        "among": {"tie": tie},
        "source": SOURCE,
    }


def trial_pack() -> Pack:
    """One kind of activity, duties of nodes and of members, a rubric with a measured and a manual item, a grade."""
    items = [
        item("01.1", "走访", 60, way="per_unit", measure=held("visit"), points=20),
        item("02.1", "有特色", 40, way="manual", because="要到现场看"),
    ]
    section = {"id": "base", "name": "基础", "indicators": [{"number": 1, "name": "指标", "items": items}]}
    rubric = {"id": "all", "name": "评定", "subjects": JUDGED, "total": 100, "source": SOURCE, "sections": [section]}
    asks = ["notice", "place", "agenda", "attendance", "minutes", "evidence"]
    return small_pack(
        activities=[{"id": "visit", "name": "走访", "hosts": list(KINDS), "asks": asks, "source": SOURCE}],
        duties=[
            {
                "id": "visit",
                "name": "每季度走访",
                "subjects": JUDGED,
                "period": "quarter",
                "times": 9,
                "measure": held("visit", "quarter"),
                "source": SOURCE,
            },
            member_duty("led_duty", "home_organisation"),
            member_duty("lived_duty", "residence"),
        ],
        rubrics=[rubric],
        gradings=[{"rubric": "all", "levels": [level("standard", "标准型", 0, conditions=[NO_VETO])]}],
        milestones=[
            {
                "id": "spring",
                "name": "春天",
                "subjects": JUDGED,
                "day": datetime.date(2021, 3, 31),
                "targets": [{"id": "plan", "name": "方案", "unit": "yes", "because": "凭方案认定"}],
                "source": SOURCE,
            }
        ],
        appraisals=[APPRAISAL | {"source": SOURCE}],
        procedures=[PROCEDURE | {"subjects": list(KINDS), "source": SOURCE}],
        registration=CLAUSES,
        **SERVICE_CLAUSES,
        **BOARD_CLAUSES,
        points=POINTS_CLAUSES,
        feedback=FEEDBACK,
        consultations=CONSULTATIONS,
        transfers=TRANSFERS,
        floating=FLOATING,
        **structure_clauses(list(KINDS)),
        parameters=[
            {"id": "patrols", "name": "巡查次数", "default": 1, "source": SOURCE},
            {"id": "veto_kinds", "name": "一票否决事项", "kind": "list", "default": [], "source": SOURCE},
        ],
    )
