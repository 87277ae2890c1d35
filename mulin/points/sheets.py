"""The workbooks of points. None of them orders people by points."""

from dataclasses import replace
from decimal import Decimal

from mulin.foundation.spreadsheets import Column, Sheet, register
from mulin.points.choices import Origin


def in_ten_thousandths(price: Decimal | None) -> str:
    """Points are kept with four digits after the point; more would not come back as they were given."""
    return "" if price is None or price == round(price, 4) else "最多四位小数"


BRANCH = Column("branch", "党支部编码", "code", required=True, max_length=40, width=16, example="DZB0001")
NAME = Column("name", "姓名", required=True, max_length=60, example="王示例")
ENTRIES = Sheet(
    "points_entries",
    "积分台账",
    (
        replace(BRANCH, required=False, note="新登记的必填"),
        NAME,
        Column("code", "党员编号", "code", max_length=40, note="同名的用它分清；没有同名的可不填"),
        Column("scheme", "积分办法", max_length=60, width=20, note="只有一种办法时可不填"),
        Column("rule", "事项", required=True, max_length=100, width=26, example="到居住社区参加服务"),
        Column("day", "登记期内任一天", "date", required=True),
        Column("times", "次数", "integer", required=True, minimum=-99, maximum=99, example="1"),
        Column("points", "分值", "decimal", read_only=True),
        Column("origin", "登记方式", "choice", choices=Origin.choices, read_only=True),
        Column("why", "说明", max_length=300, width=40),
        Column("number", "编号", "integer", unique=True, note="导出时写好，不要改；新登记的不填"),
    ),
    (
        "一行一人一事项：这一登记期里发生了几次；已经登记的次数不同，按新次数更正，填 0 为取消。",
        "带编号的行是已经登记的：没有改动就不变；只有还没有公示的人工登记可以改次数，其他的请冲正。",
        "参加活动等由纪实自动登记的事项不在这里新登记；已经公示的期不能登记；有一格不对整份不导入。",
    ),
)
SHEETS = Sheet(
    "points_sheets",
    "积分公示",
    (
        Column("branch", "党支部编码", "code", width=16),
        Column("branch_name", "党支部", width=26),
        Column("first", "起", "date"),
        Column("last", "止", "date"),
        Column("name", "姓名"),
        Column("category", "类别", width=16),
        Column("gained", "本期", "decimal"),
        Column("parts", "各部分", width=40),
        Column("total", "本年累计", "decimal"),
    ),
)
OBJECTIONS = Sheet(
    "points_objections",
    "积分异议",
    (
        Column("branch_name", "党支部", width=26),
        Column("name", "姓名"),
        Column("raised_on", "提出日期", "date"),
        Column("text", "异议", width=50),
        Column("upheld", "结论"),
        Column("answer", "答复", width=50),
        Column("answered_on", "答复日期", "date"),
    ),
)
ITEMS = Sheet(
    "exchange_items",
    "积分兑换项目",
    (
        Column("community", "社区编码", "code", required=True, max_length=40, width=16, example="SQ0001"),
        Column("community_name", "社区", width=20, read_only=True),
        Column("scheme", "积分办法", max_length=60, width=20, note="只有一种办法时可不填"),
        Column("exchange", "兑换种类", max_length=100, width=20, note="只有一种兑换时可不填"),
        Column("name", "项目", required=True, max_length=100, width=30, example="上门理发"),
        Column(
            "price", "所需积分", "decimal", minimum=Decimal("0.0001"), maximum=999_999, check=in_ten_thousandths,
            note="空白按制度规定",
        ),
        Column("stock", "每期份数", "integer", required=True, minimum=0, maximum=10_000),
        Column("since", "上架日期", "date", read_only=True),
        Column("until", "下架日期", "date", read_only=True),
        Column("number", "编号", "integer", unique=True, note="导出时写好，不要改；新上架的不填"),
    ),
    (
        "一行一个项目；已经上架的只更正每期份数，不能少于本期已兑换的份数。",
        "带编号的行是已经登记的：没有改动就不变。所需积分不能改：先下架，再重新上架。",
        "社区须实施含兑换的积分办法；有一格不对，整份不导入。",
    ),
)  # fmt: skip
REDEMPTIONS = Sheet(
    "redemptions",
    "积分兑换记录",
    (
        Column("community_name", "社区", width=20),
        Column("item", "项目", width=30),
        Column("name", "姓名"),
        Column("points", "积分", "decimal"),
        Column("exchanged_on", "兑换日期", "date"),
        Column("returned_on", "退回日期", "date"),
    ),
)
BRANCHES = Sheet(
    "points_branches",
    "积分管理",
    (
        Column("code", "党支部编码", "code", width=16),
        Column("name", "党支部", width=28),
        Column("members", "党员数", "integer"),
        Column("registered", "最近登记的月份", width=16),
        Column("published", "最近公示期止", "date", width=16),
    ),
)
IMPORTED = {
    "points_entries": "mulin.points.actions.importing.plan_points_entries",
    "exchange_items": "mulin.points.actions.importing_items.plan_exchange_items",
}
WORKBOOKS = ((BRANCHES, "BRANCHES"), (ENTRIES, "ENTRIES"), (SHEETS, "SHEETS"), (OBJECTIONS, "OBJECTIONS"),
             (ITEMS, "ITEMS"), (REDEMPTIONS, "REDEMPTIONS"))  # fmt: skip


def register_all() -> None:
    """Make the workbooks known, with who plans and who exports them."""
    for sheet, page in WORKBOOKS:
        register(
            sheet,
            planner=IMPORTED.get(sheet.kind),
            exporter=f"mulin.points.actions.exporting.export_{sheet.kind}",
            page=f"mulin.points.pages.{page}",
        )


register_all()
