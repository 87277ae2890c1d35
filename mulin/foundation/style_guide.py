"""The style guide: every part of a page on one page, for those who build pages. Shown in the demo only."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mulin.foundation.forms import Form, SearchSelectMultiple
from mulin.foundation.lights import LIGHTS
from mulin.foundation.page_parts import (
    Action,
    Chart,
    Happening,
    Milestone,
    Series,
    StoredFile,
    Task,
    TreeItem,
)


class SampleForm(Form):
    """One field of each kind."""

    sections = (("基本情况", ("title", "held_on", "kind", "groups")), ("说明", ("text", "evidence", "agreed")))
    title = forms.CharField(label="活动名称", max_length=60, help_text="写清楚做了什么，例如“二季度联席会议”")
    held_on = forms.DateField(label="日期")
    kind = forms.ChoiceField(
        label="形式", choices=(("meeting", "会议"), ("visit", "走访"), ("service", "服务")), widget=forms.RadioSelect
    )
    groups = forms.MultipleChoiceField(
        label="参加的小组",
        choices=[(str(number), f"第{number}小组") for number in range(1, 40)],
        widget=SearchSelectMultiple,
    )
    text = forms.CharField(label="纪要", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    evidence = forms.FileField(label="附件", required=False)
    agreed = forms.BooleanField(label="已与参会人员核对")


def style_guide(request: HttpRequest) -> HttpResponse:
    """Every part, with invented content. A POST shows how a form comes back with its errors."""
    if not settings.DEMO:
        raise Http404
    form = SampleForm(request.POST or None, request.FILES or None)
    form.is_valid()
    return render(request, "style_guide.html", {"form": form, "page_title": "样式手册", **_samples()})


def _samples() -> dict[str, Any]:
    here = "#"
    return {
        "trail": [("首页", here), ("系统", here)],
        "sample_actions": [
            Action(title="新增", icon="plus", url=here, primary=True),
            Action(title="导出", icon="file-type-xls", url=here),
            Action(title="撤销", icon="trash", url=here, danger=True),
            Action(title="提交", icon="send", reason="自评还有 3 项没有填写"),
        ],
        "sample_states": list(LIGHTS),
        "sample_tabs": [
            {"title": "概况", "url": here, "active": True},
            {"title": "得分", "url": here, "badge": 2},
            {"title": "人员", "url": here},
            {"title": "活动", "url": here},
        ],
        "sample_definitions": [
            ("名称", "春晖社区"),
            ("统一社会信用代码", "91350100M000100Y43"),
            ("面积（平方米）", Decimal("420.5")),
            ("备注", ""),
        ],
        "sample_tasks": [
            Task(title="组织建设", url=here, state="done"),
            Task(title="联席会议", url=here, state="in_progress", hint="已填 4 项，共 7 项"),
            Task(title="阵地建设", url=here),
            Task(title="提交申报", state="cannot_start", hint="前面各节完成后才能提交"),
        ],
        "sample_happenings": _happenings(here),
        "sample_tree": _tree(here),
        "sample_milestones": [
            Milestone(title="标准型社区", target=12, actual=9, forecast=11, unit="个", url=here),
            Milestone(title="示范型小区", target=20, actual=20, unit="个", due=datetime.date(2022, 12, 31)),
        ],
        "sample_files": [StoredFile(title="会议签到表.pdf", url=here, size=182_400, note="2022-06-03")],
        "sample_heads": ["社区", "得分"],
        "sample_rows": [("春晖社区", "92.5"), ("和顺社区", "78")],
        "sample_charts": _charts(here),
    }


def _happenings(here: str) -> list[Happening]:
    return [
        Happening(at=datetime.date(2022, 6, 20), title="街道审核通过", by="街道党建办", url=here),
        Happening(at=datetime.date(2022, 6, 1), title="社区提交申报", text="自评 92.5 分"),
    ]


def _tree(here: str) -> list[TreeItem]:
    compounds = [
        TreeItem(title="桃园小区", url=here, light="passed", note="示范型"),
        TreeItem(title="杏园小区", url=here),
    ]
    communities = [
        TreeItem(title="春晖社区", url=here, light="due", words="还差 2 项", is_open=True, children=compounds),
        TreeItem(title="和顺社区", url=here, light="overdue"),
    ]
    return [TreeItem(title="清河街道", url=here, is_open=True, children=communities)]


def _charts(here: str) -> list[Chart]:
    labels = ["一季度", "二季度", "三季度"]
    return [
        Chart(
            name="activities",
            title="各季度活动次数",
            unit="次",
            labels=labels,
            series=[Series("会议", [12, 15, 9], [here] * 3), Series("服务", [30, 28, 41], [here] * 3)],
        ),
        Chart(
            name="shares",
            title="社区等级",
            kind="pie",
            labels=["示范型", "标准型", "未达标"],
            series=[Series("社区", [3, 6, 3])],
        ),
    ]
