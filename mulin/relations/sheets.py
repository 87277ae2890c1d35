"""Workbooks of relations: members away and here come in and go out, the others go out only."""

from mulin.foundation.spreadsheets import Column, Sheet, register
from mulin.members.choices import Gender, Stage
from mulin.relations.choices import PermitShown

WHO = (
    Column("code", "编号", "code", unique=True, max_length=40, note="党员编号；新来的不填"),
    Column("name", "姓名", required=True, max_length=60, example="王示例"),
)
STAYS = Sheet(
    "stays",
    "流入党员",
    (
        *WHO,
        Column("gender", "性别", "choice", choices=Gender.choices, width=8),
        Column("identity_number", "身份证号", "identity_number", unique=True, width=22, note="导出时为空，不会覆盖"),
        Column("phone", "手机号码", "phone", width=16, note="导出时为空，不会覆盖"),
        Column("stage", "党员身份", "choice", choices=Stage.choices, width=12, note="空白为正式党员"),
        Column("from_text", "原所在党组织", required=True, max_length=100, width=30, example="外省柳湾村党支部"),
        Column("host", "编入党支部编码", "code", required=True, max_length=40, width=18, example="DZB0001"),
        Column("host_name", "编入党支部", width=26, read_only=True),
        Column("came_on", "接收日期", "date", required=True),
        Column("reason", "流入事由", max_length=200, width=24),
        Column("permit_shown", "活动证", "choice", choices=PermitShown.choices, required=True, width=12),
        Column("permit_number", "活动证编号", max_length=40, width=18),
        Column("permit_steps", "补办措施", max_length=200, width=24, note="手续不全或没有带证的必须填写"),
        Column("work", "分配的工作", max_length=100, width=20),
        Column("reported_on", "报上级备案日期", "date", width=16),
        Column("ended_on", "离开日期", "date", read_only=True),
    ),
    (
        "按编号，再按身份证号认定是哪一名党员；名册中没有的作为新的流入党员登记并编入党支部。",
        "来报到的一律接收：手续不全的填写补办措施，不能因此不收。",
        "已接收的可以更正活动证、工作和备案日期；改换党支部请先登记离开，再重新接收。",
    ),
)
ABSENCES = Sheet(
    "absences",
    "外出流动党员",
    (
        *WHO,
        Column("identity_number", "身份证号", "identity_number", unique=True, width=22, note="导出时为空"),
        Column("home_organisation", "所在党组织编码", "code", required=True, max_length=40, width=18),
        Column("home_name", "所在党组织", width=26, read_only=True),
        Column("reason", "外出事由", required=True, max_length=200, width=24, example="务工"),
        Column("left_on", "外出日期", "date", required=True),
        Column("expected_until", "预计返回日期", "date"),
        Column("told_on", "报告日期", "date", required=True),
        Column("place", "去向", required=True, max_length=100, width=24, example="邻省港城"),
        Column("is_fixed", "地点固定", "yes_no", width=10),
        Column("host_text", "所在地党组织", max_length=100, width=26),
        Column("permit", "活动证编号", width=16, read_only=True),
        Column("state", "状态", width=12, read_only=True),
    ),
    (
        "依次按编号、身份证号、“姓名＋所在党组织”认定是哪一名党员；名册中没有的，请先导入党员。",
        "已登记为外出的不重复登记；变更地点请在外出登记里办理。",
    ),
)
TRANSFERS = Sheet(
    "transfers",
    "组织关系转接",
    (
        Column("name", "党员"),
        Column("direction", "转接类型", width=12),
        Column("source", "转出党组织", width=28),
        Column("target", "接收党组织", width=28),
        Column("reason", "转接原因", width=24),
        Column("letter", "介绍信编号", width=16),
        Column("valid_until", "有效期至", "date"),
        Column("started_on", "发起日期", "date"),
        Column("received_on", "接收日期", "date"),
        Column("receipt_number", "回执编号", width=16),
        Column("state", "状态", width=14),
    ),
)
WITHDRAWALS = Sheet(
    "withdrawals",
    "自行脱党认定",
    (
        Column("name", "党员"),
        Column("home", "所在党组织", width=28),
        Column("ground", "提示事由", width=18),
        Column("since", "起算日期", "date"),
        Column("flagged_on", "立案日期", "date"),
        Column("meeting_on", "支部大会日期", "date", width=16),
        Column("votes", "表决情况", width=30),
        Column("resolution", "决定", width=36),
        Column("ended_on", "结案日期", "date"),
        Column("state", "状态", width=18),
    ),
)
CLOCKS = Sheet(
    "clocks",
    "六个月提示",
    (
        Column("name", "党员"),
        Column("home", "所在党组织", width=28),
        Column("ground", "提示事由", width=18),
        Column("since", "起算日期", "date"),
        Column("full_on", "届满日期", "date"),
        Column("missed", "其间举办的活动", "integer", width=16),
        Column("state", "状态", width=16),
    ),
)
CENSUS = Sheet(
    "census",
    "流入党员摸底",
    (
        Column("year", "年度", "integer"),
        Column("community", "社区", width=24),
        Column("counted", "流入党员数", "integer"),
        Column("with_permit", "持有效活动证", "integer", width=14),
        Column("placed", "编入党组织", "integer"),
        Column("wishing_transfer", "愿转入", "integer"),
        Column("thoughts", "思想状况", width=36),
        Column("due_on", "完成期限", "date"),
        Column("done_on", "完成日期", "date"),
    ),
)
BATCHES = Sheet(
    "transfer_batches",
    "批量转接",
    (
        Column("source", "转出党组织", width=28),
        Column("target", "接收党组织", width=28),
        Column("reason", "转接原因", width=30),
        Column("started_on", "发起日期", "date"),
        Column("people", "人数", "integer"),
        Column("received", "已接收", "integer"),
    ),
)


def register_all() -> None:
    """Make the workbooks known, with who plans and who exports them."""
    importing, exporting = "mulin.relations.actions.importing", "mulin.relations.actions.exporting"
    lists = "mulin.relations.pages.lists"
    register(STAYS, planner=f"{importing}.plan_stays", exporter=f"{exporting}.export_stays", page=f"{lists}.STAYS")
    register(
        ABSENCES,
        planner=f"{importing}.plan_absences",
        exporter=f"{exporting}.export_absences",
        page=f"{lists}.ABSENCES",
    )
    register(TRANSFERS, exporter=f"{exporting}.export_transfers", page=f"{lists}.TRANSFERS")
    register(WITHDRAWALS, exporter=f"{exporting}.export_withdrawals", page=f"{lists}.CASES")
    register(CENSUS, exporter=f"{exporting}.export_census", page=f"{lists}.RETURNS")
    register(BATCHES, exporter=f"{exporting}.export_transfer_batches", page=f"{lists}.BATCHES")
    register(CLOCKS, exporter=f"{exporting}.export_clocks", page="mulin.relations.pages.clocks.clocks_asked")
