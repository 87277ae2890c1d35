"""The workbooks of feedback: cards in and out, deliveries and consultations out."""

from mulin.foundation.spreadsheets import Column, Sheet, register

CARDS = Sheet(
    "feedback_cards",
    "社区表现反馈卡",
    (
        Column("number", "卡号", "integer", required=True, unique=True, note="导出时写好，不要改"),
        Column("name", "姓名", required=True, max_length=60),
        Column("unit", "所在党组织", width=26, read_only=True),
        Column("community", "反馈社区", width=20, read_only=True),
        Column("period", "期间", width=16, read_only=True),
        Column("done", "参加次数", "integer", read_only=True),
        Column("posts", "岗位", width=24, read_only=True),
        Column("own_view", "本人自评", width=30, read_only=True),
        Column(
            "marks", "逐项评议", max_length=200, width=40, note="如“参与活动：好；遵纪守法：好”；这一期不逐项评议的留空"
        ),
        Column("opinion", "社区意见", max_length=1000, width=40),
        Column("state", "状态", width=16, read_only=True),
    ),
    (
        "先导出待评议的反馈卡，填写“逐项评议”和“社区意见”后再导入；卡号和姓名须与导出的一致。",
        "空白的“社区意见”表示“不改”。已发出的卡不变，需要更正的请在反馈卡页面更正后重发。",
    ),
)
DELIVERIES = Sheet(
    "feedback_deliveries",
    "反馈卡送达和答复",
    (
        Column("name", "姓名"),
        Column("period", "期间", width=16),
        Column("community", "反馈社区", width=20),
        Column("receiver", "送达", width=26),
        Column("delivered_on", "送达日期", "date"),
        Column("opened", "已阅读"),
        Column("due", "答复期限", "date"),
        Column("replied_on", "答复日期", "date"),
        Column("reply", "单位意见", width=40),
        Column("state", "进度", width=16),
    ),
)
CONSULTATIONS = Sheet(
    "consultations",
    "征求社区意见",
    (
        Column("name", "姓名"),
        Column("occasion", "事项", width=24),
        Column("asker", "征求意见的组织", width=26),
        Column("community", "社区", width=20),
        Column("asked_on", "征求日期", "date"),
        Column("due", "答复期限", "date"),
        Column("number", "意见函", width=20),
        Column("stand", "态度", width=16),
        Column("opinion", "社区意见", width=40),
        Column("answered_on", "答复日期", "date"),
        Column("state", "状态", width=16),
    ),
)


def register_all() -> None:
    """Make the workbooks known, with who plans and who exports them."""
    for sheet, page in ((CARDS, "CARDS"), (DELIVERIES, "DELIVERIES"), (CONSULTATIONS, "CONSULTATIONS")):
        register(
            sheet,
            planner="mulin.feedback.actions.importing.plan_feedback_cards" if sheet is CARDS else None,
            exporter=f"mulin.feedback.actions.exporting.export_{sheet.kind}",
            page=f"mulin.feedback.pages.{page}",
        )


register_all()
