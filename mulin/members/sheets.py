"""The workbook of members."""

from mulin.foundation.spreadsheets import Column, Sheet, register
from mulin.members.choices import Category, Gender, Stage
from mulin.tree.choices import BEGINNING

MEMBERS = Sheet(
    "members",
    "党员",
    (
        Column("code", "编号", "code", unique=True, max_length=40, note="留空由系统编号"),
        Column("name", "姓名", required=True, max_length=60, example="王示例"),
        Column("gender", "性别", "choice", choices=Gender.choices),
        Column("identity_number", "身份证号", "identity_number", unique=True, width=22, note="导出时为空，不会覆盖"),
        Column("identity_masked", "已登记证件号", width=22, read_only=True),
        Column("phone", "手机号码", "phone", width=16, note="导出时为空，不会覆盖"),
        Column("phone_masked", "已登记号码", width=16, read_only=True),
        Column("born_on", "出生日期", "date", note="填了身份证号的可不填", minimum=BEGINNING),
        Column("category", "类别", "choice", required=True, choices=Category.choices, example="在职党员"),
        Column("stage", "党员身份", "choice", choices=Stage.choices, note="空白表示正式党员"),
        Column("admitted_on", "入党日期", "date", month_allowed=True, minimum=BEGINNING),
        Column(
            "home_organisation", "所在党组织编码", "code", required=True, max_length=40, width=18, example="DZB0001"
        ),
        Column("home_name", "所在党组织", width=26, read_only=True),
        Column("residence", "居住社区编码", "code", max_length=40, width=18),
        Column("residence_name", "居住社区", width=20, read_only=True),
        Column("effective", "生效日期", "date", note="关系、类别从哪一天起变更，空白为今天", minimum=BEGINNING),
    ),
    (
        "依次按编号、身份证号、“姓名＋所在党组织”认定是否为同一人。",
        "所在党组织、居住社区与系统不同时，按“生效日期”调整关系，原来的关系保留。",
        "空白单元格表示“不改”：已有的内容保持原样。",
    ),
)


def register_all() -> None:
    """Make the workbook known, with its planner and its exporter."""
    register(
        MEMBERS,
        planner="mulin.members.actions.importing.plan_members",
        exporter="mulin.members.actions.exporting.export_members",
        page="mulin.members.pages.searchable",
    )
