"""The lists of certification as workbooks: out only, since nobody types what was judged, scored or decided."""

from mulin.assessments.choices import Stage
from mulin.foundation.spreadsheets import Column, Sheet, register

SUBJECT = (
    Column("code", "对象编码", "code"),
    Column("name", "对象名称", width=24),
    Column("subject_kind", "对象种类"),
)
ASSESSED = (*SUBJECT, Column("year", "年度", "integer", width=8), Column("round_kind", "类别"))

STANDINGS = Sheet(
    "standings",
    "评定",
    (
        *SUBJECT,
        Column("pack", "制度", width=24),
        Column("total", "得分", "decimal"),
        Column("grade", "测算等级"),
        Column("missing", "下一等级尚缺", width=60),
        Column("judged_on", "测算日期", "date"),
    ),
)
ASSESSMENTS = Sheet(
    "assessments",
    "评定过程",
    (
        *ASSESSED,
        Column("state", "进度"),
        Column("level", "申报等级"),
        Column("opened_on", "开始", "date"),
        Column("outcome", "认定结果"),
        Column("grade", "认定等级"),
        Column("total", "认定总分", "decimal"),
        Column("decided_on", "认定日期", "date"),
        Column("reason", "认定理由", width=40),
    ),
)
DIFFERENCES = Sheet(
    "differences",
    "评分差异",
    (
        *ASSESSED,
        Column("item", "评分项", "code", width=8),
        Column("text", "内容", width=40),
        Column("most", "满分", "decimal", width=8),
        *(
            column
            for stage in Stage
            for column in (
                Column(f"{stage.value}_score", f"{stage.label}得分", "decimal", width=10),
                Column(f"{stage.value}_by", f"{stage.label}人"),
                Column(f"{stage.value}_reason", f"{stage.label}理由", width=40),
            )
        ),
        Column("differs", "有差异", "yes_no", width=8),
    ),
)
GAPS = Sheet(
    "gaps",
    "差距清单",
    (
        *ASSESSED,
        Column("item", "评分项", "code", width=8),
        Column("text", "差距和措施", width=60),
        Column("short_by", "差分", "decimal", width=8),
        Column("due_on", "完成期限", "date"),
        Column("done_on", "补齐日期", "date"),
        Column("done_by", "补齐人"),
    ),
)
VETOES = Sheet(
    "vetoes",
    "一票否决登记",
    (
        *SUBJECT,
        Column("kind", "事项", width=20),
        Column("document", "依据文书", width=30),
        Column("reason", "情况说明", width=40),
        Column("since", "影响期起", "date"),
        Column("until", "影响期止", "date"),
        Column("state", "状态"),
        Column("lifted_on", "解除日期", "date"),
        Column("lifted_by", "解除人"),
        Column("lift_reason", "解除理由", width=30),
    ),
)
RECTIFICATIONS = Sheet(
    "rectifications",
    "责令整改",
    (
        *SUBJECT,
        Column("grade", "涉及等级"),
        Column("text", "责令整改事项", width=50),
        Column("ordered_on", "下达日期", "date"),
        Column("deadline", "整改期限", "date"),
        Column("state", "状态"),
        Column("report", "整改情况", width=50),
        Column("reported_on", "报告日期", "date"),
        Column("opinion", "复查意见", width=40),
        Column("rechecked_on", "复查日期", "date"),
    ),
)
CERTIFICATES = Sheet(
    "certificates",
    "证书",
    (
        Column("number", "证书编号", "code", width=30),
        *SUBJECT,
        Column("grade", "等级"),
        Column("valid_from", "有效期起", "date"),
        Column("valid_until", "有效期止", "date"),
    ),
)
GRADES = Sheet(
    "grades",
    "等级沿革",
    (
        *SUBJECT,
        Column("grade", "等级"),
        Column("since", "起", "date"),
        Column("until", "止", "date"),
        Column("ended_how", "终止方式"),
    ),
)
PAGES = {
    STANDINGS: "lists.STANDINGS",
    ASSESSMENTS: "lists.ASSESSMENTS",
    DIFFERENCES: "selections.DIFFERENCES",
    GAPS: "selections.GAPS",
    VETOES: "lists.VETOES",
    RECTIFICATIONS: "lists.RECTIFICATIONS",
    CERTIFICATES: "lists.CERTIFICATES",
    GRADES: "lists.HISTORY",
}
"""Which page of ``pages`` each workbook follows."""


def register_all() -> None:
    """Make the workbooks known, each with its rows and the page whose filters it follows."""
    for sheet, page in PAGES.items():
        register(
            sheet,
            exporter=f"mulin.assessments.actions.exporting.{sheet.kind}",
            page=f"mulin.assessments.pages.{page}",
        )
