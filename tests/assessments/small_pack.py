"""A small pack with everything certification uses: facts, duties, manual items, grades, vetoes, milestones."""

import datetime
from typing import Any

from mulin.rulebook.schema import Pack

SINCE = datetime.date(2021, 1, 1)
SOURCE = {"document": "plan", "section": "一", "number": "1"}


def item(number: str, text: str, most: int, **score: Any) -> dict[str, Any]:
    return {"id": number, "text": text, "max": most, "score": score, "source": SOURCE}


def held(kind: str, window: str = "year") -> dict[str, Any]:
    return {"name": "activities_held", "arguments": {"kind": kind}, "window": window}


def rubric(kind: str, number: int, items: list[dict[str, Any]]) -> dict[str, Any]:
    section = {"id": "base", "name": "基础", "indicators": [{"number": number, "name": "指标", "items": items}]}
    return {"id": kind, "name": kind, "subjects": [kind], "total": 100, "source": SOURCE, "sections": [section]}


def level(level_id: str, name: str, score_from: int, **more: Any) -> dict[str, Any]:
    return {"id": level_id, "name": name, "score_from": score_from, "source": SOURCE} | more


NO_VETO = {"when": "no_veto", "kinds": {"parameter": "veto_kinds"}, "source": SOURCE}
ALL_COMPOUNDS = {
    "when": "children",
    "kinds": ["compound"],
    "grade": "standard",
    "share": "100%",
    "source": SOURCE,
}


def small_pack(**changes: Any) -> Pack:
    """The pack; ``changes`` replace whole parts of it, such as ``edition="2022"``."""
    community = [
        item("01.1", "开会", 40, way="per_unit", measure=held("joint_meeting"), points=20),
        item(
            "01.2",
            "按季开会",
            20,
            way="share",
            measure={"name": "duty_kept_share", "arguments": {"duty": "joint_meeting"}, "window": "year"},
        ),
        item("02.1", "有特色", 40, way="manual", because="要到现场看"),
    ]
    compound = [
        item("11.1", "巡查", 60, way="threshold", measure=held("patrol"), at_least={"parameter": "patrols"}),
        item("11.2", "整洁", 40, way="manual", because="要到现场看"),
    ]
    whole = {
        "pack": "trial",
        "edition": "2021",
        "title": "试用制度",
        "since": SINCE,
        "documents": [{"id": "plan", "title": "试用方案"}],
        "parameters": [
            {"id": "patrols", "name": "巡查次数", "default": 1, "source": SOURCE},
            {"id": "veto_kinds", "name": "一票否决事项", "kind": "list", "default": [], "source": SOURCE},
        ],
        "activities": [
            {"id": "joint_meeting", "name": "联席会议", "hosts": ["community"], "source": SOURCE},
            {"id": "patrol", "name": "巡查", "hosts": ["compound"], "source": SOURCE},
        ],
        "duties": [
            {
                "id": "joint_meeting",
                "name": "每季度开会",
                "subjects": ["community"],
                "period": "quarter",
                "times": 1,
                "measure": held("joint_meeting", "quarter"),
                "source": SOURCE,
            }
        ],
        "rubrics": [rubric("community", 1, community), rubric("compound", 11, compound)],
        "gradings": [
            {
                "rubric": "community",
                "levels": [
                    level("standard", "标准型", 75, conditions=[ALL_COMPOUNDS]),
                    level("demonstration", "示范型", 90, requires="standard", conditions=[NO_VETO]),
                ],
            },
            {"rubric": "compound", "levels": [level("standard", "标准型", 75)]},
        ],
    }
    return Pack.model_validate(whole | changes)
