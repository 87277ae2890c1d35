"""The workbooks of registration: the unit's list in and out, who is missing, registrations with regions."""

from mulin.foundation.spreadsheets import Column, Sheet, register
from mulin.registration.choices import Rank

STEP_COLUMNS = (
    Column("state", "进度", width=16, read_only=True),
    Column("number", "报到函编号", width=18, read_only=True),
    Column("sent_on", "派遣日期", "date", read_only=True),
    Column("received_on", "报到日期", "date", read_only=True),
    Column("first_slip_on", "第一联交回日期", "date", width=16, read_only=True),
)
REGISTRATIONS = Sheet(
    "registrations",
    "报到登记",
    (
        Column("code", "编号", "code", unique=True, max_length=40, note="党员编号；没有的填身份证号"),
        Column("name", "姓名", required=True, max_length=60, example="王示例"),
        Column("identity_number", "身份证号", "identity_number", unique=True, width=22, note="导出时为空，不会覆盖"),
        Column(
            "home_organisation", "所在党组织编码", "code", required=True, max_length=40, width=18, example="DZB0001"
        ),
        Column("home_name", "所在党组织", width=26, read_only=True),
        Column("community", "报到社区编码", "code", required=True, max_length=40, width=18, example="SQ0001"),
        Column("community_name", "报到社区", width=20, read_only=True),
        Column("address", "居住地址", max_length=100, width=30, note="导出时为空，不会覆盖"),
        Column("job", "单位职务", max_length=100, width=20),
        Column("rank", "职级", "choice", choices=Rank.choices, width=18, note="空白为一般党员干部"),
        Column("skills", "特长", max_length=200, width=24, example="法律咨询"),
        Column("wishes", "愿意提供的服务", max_length=200, width=24),
        Column("needs", "对社区服务的需求", max_length=200, width=24),
        Column("health", "身体状况", max_length=100, width=18, note="导出时为空，不会覆盖"),
        Column("family", "家庭情况", max_length=200, width=24, note="导出时为空，不会覆盖"),
        *STEP_COLUMNS,
    ),
    (
        "依次按编号、身份证号、“姓名＋所在党组织”认定是哪一名党员；名册中没有的，请先导入党员。",
        "新列入的进入正在开展的报到工作；已列入、尚未派遣或被退回的，可以改换社区和更正登记内容。",
        "已派遣或已报到的，只更正登记内容，不改社区；迁居请办理“报告搬离”和“重新报到”。",
        "空白单元格表示“不改”：已有的内容保持原样。",
    ),
)
MISSING = Sheet(
    "missing_registrations",
    "未报到党员",
    (
        Column("name", "姓名"),
        Column("category", "类别"),
        Column("home_code", "所在党组织编码", "code", width=18),
        Column("home_name", "所在党组织", width=26),
        Column("state", "进度", width=16),
        Column("community", "报到社区", width=20),
        Column("reason", "退回原因", width=30),
        Column("deadline", "截止日期", "date"),
        Column("days_late", "逾期天数", "integer"),
    ),
)
REGIONS = Sheet(
    "region_registrations",
    "区域登记",
    (
        Column("region_code", "区域党组织编码", "code", required=True, max_length=40, width=18, example="DW0001"),
        Column("region", "区域党组织", width=26, read_only=True),
        Column("name", "姓名", required=True, max_length=60, example="王示例"),
        Column("code", "党员编号", "code", max_length=40, note="有重名的必填；导出时为空"),
        Column("home_name", "所在党组织", width=26, read_only=True),
        Column("registered_on", "登记日期", "date", note="空白为今天"),
        Column("shop", "经营户名称", max_length=100, width=24, note="亮牌的必填"),
        Column("badge_on", "亮牌日期", "date"),
        Column("demonstration_on", "评为示范店日期", "date", width=16, note="先亮牌，才能评为示范店"),
    ),
    (
        "一行一人。已在这个区域登记的，只更正经营户、亮牌和示范店；原在别的区域登记的，从登记日期起转到这个区域。",
        "空白单元格表示“不改”：已有的内容保持原样。有一格不对，整份不导入。",
    ),
)
CAMPAIGNS = Sheet(
    "registration_campaigns",
    "报到工作",
    (
        Column("name", "报到工作", width=30),
        Column("place", "区域", width=24),
        Column("year", "年度", "integer", width=8),
        Column("opened_on", "启动日期", "date"),
        Column("received_by", "报到截止", "date"),
        Column("ended_on", "结束日期", "date"),
        Column("members", "应报到", "integer"),
        Column("received", "已报到", "integer"),
        Column("rate", "报到率"),
    ),
)
COVERAGE = Sheet(
    "registration_coverage",
    "报到情况",
    (
        Column("campaign", "报到工作", width=30),
        Column("side", "按"),
        Column("code", "编码", "code"),
        Column("name", "名称", width=26),
        Column("members", "应报到", "integer"),
        Column("listed", "已列入", "integer"),
        Column("sent", "待接收", "integer"),
        Column("received", "已报到", "integer"),
        Column("missing", "未报到", "integer"),
        Column("slips", "第一联交回", "integer"),
        Column("rate", "报到率"),
    ),
)
EXPORTING = "mulin.registration.actions.exporting"
PAGES = "mulin.registration.pages"


def register_all() -> None:
    """Make the workbooks known, with who plans and who exports them."""
    register(
        REGISTRATIONS,
        planner="mulin.registration.actions.importing.plan_registrations",
        exporter=f"{EXPORTING}.export_registrations",
        page=f"{PAGES}.REGISTRATIONS",
    )
    register(MISSING, exporter=f"{EXPORTING}.export_missing", page=f"{PAGES}.MISSING")
    register(
        REGIONS,
        planner="mulin.registration.actions.importing_regions.plan_regions",
        exporter=f"{EXPORTING}.export_regions",
        page=f"{PAGES}.REGIONS",
    )
    register(CAMPAIGNS, exporter=f"{EXPORTING}.export_campaigns", page=f"{PAGES}.CAMPAIGNS")
    register(COVERAGE, exporter=f"{EXPORTING}.export_coverage", page=f"{PAGES}.COVERAGE")
