"""Papers that stress the machine: the regulation's application form, a notice, a sign-in sheet, a card."""

from mulin.papers.machine.paper import (
    CardPart,
    Column,
    DataTable,
    Fact,
    Facts,
    FormRow,
    FormTable,
    Heading,
    Imprint,
    Label,
    Opinion,
    Paper,
    Paragraph,
    Signature,
    Tick,
    Ticks,
    TwoPartCard,
    Value,
)

RECORD_URL = "https://mulin.example/records/2021-000123"
MEASURES = (
    "一是做实网格支部，把支部建在小区里；二是每月召开一次四方议事会，"
    "所议之事公开办理、公开评价；三是把闲置用房改成党群家园。"
)
TASK = (
    "各社区要对照建设要求逐条逐项开展自查，建立自查清单，明确整改责任人和完成时限，"
    "于每季度末向街道党工委报告进展情况，确保各项任务落到实处、取得实效。"
)
PLAN = "3月　完成自查，列出需求清单、资源清单、项目清单\n5月　党群家园改造完工\n6月　申请街道验收"


def application_form() -> Paper:
    """Annex 4 of the regulation: what a community hands in when it applies to be certified."""
    rows = (
        FormRow((Label("社区概况", rows=5), Label("社区名称", columns=2), Value("海棠社区", columns=4))),
        FormRow((Label("户籍户数", columns=2), Value("2,134"), Label("户籍人数"), Value("5,902", columns=2))),
        FormRow((Label("常住户数", columns=2), Value("3,480"), Label("常住人数"), Value("9,871", columns=2))),
        FormRow((Label("小区数", columns=2), Value("6", columns=4))),
        FormRow(
            (
                Label("所辖各\n小区名称", columns=2),
                Value("海棠苑、听雨里、南塘新村、绿洲花园、枫林晚、江南府", columns=4, align="left"),
            ),
            height=16,
        ),
        FormRow(
            (
                Label("2021年社区\n创建类型", columns=3),
                Ticks((Tick("1.示范型", checked=True), Tick("2.标准型")), columns=4),
            ),
            height=11,
        ),
        FormRow(
            (
                Label("2021年拟创建\n示范型小区", columns=2),
                Label("个数"),
                Value("2"),
                Label("名称"),
                Value("海棠苑、听雨里", columns=2),
            ),
            height=12,
        ),
        FormRow((Label("社会组织数", columns=3), Value("4", columns=4))),
        FormRow((Label("创建措施", columns=1), Value(MEASURES, columns=6, align="left")), height=36),
        FormRow(
            (
                Label("特色品牌\n项目", rows=3),
                Label("项目名称", columns=2),
                Value("“四点半”邻里课堂", columns=4),
            )
        ),
        FormRow(
            (
                Label("创建目标", columns=2),
                Value("全年开课不少于四十次，惠及双职工家庭百户。", columns=4, align="left"),
            ),
            height=14,
        ),
        FormRow((Label("项目内容\n及任务节点", columns=2), Value(PLAN, columns=4, align="left")), height=28),
        FormRow((Label("街道意见"), Opinion(columns=6)), height=50),
    )
    return Paper(
        id="annex_4",
        title="2021年某某街道城市基层党建全域提升申报表",
        subtitle="（社区）",
        blocks=(FormTable(columns=(2.2, 1, 1.2, 2.2, 1.8, 1.2, 1.6), rows=rows),),
        number="SB-2021-0007",
        reference_url=RECORD_URL,
        printed_at="2021年6月30日 09:15",
    )


def notice() -> Paper:
    """An official document of more than one page."""
    return Paper(
        id="notice",
        title="关于公布2021年度城市基层党建\n全域提升认定结果的通知",
        letterhead="某某街道党工委文件",
        number="某街委〔2021〕18号",
        style="document",
        reference_url=RECORD_URL,
        printed_at="2021年7月1日 10:00",
        blocks=(
            Paragraph("各社区党组织、各有关单位：", indent=False),
            Paragraph(
                "根据《城市基层党建全域提升实施方案》，经社区自查、街道复核、现场验收和会议研究，现将认定结果公布如下。"
            ),
            Heading("一、认定结果"),
            Heading("（一）示范型社区", level=2),
            Paragraph("海棠社区、南塘社区。"),
            Heading("（二）标准型社区", level=2),
            Paragraph("绿洲社区、枫林社区、江南社区。" + TASK),
            Heading("二、有关要求"),
            *(Paragraph(f"{number}.{TASK}") for number in range(1, 5)),
            Signature("某某街道党工委", "2021年6月30日"),
            Imprint("区委组织部，区民政局。", "某某街道党工委办公室", "2021年6月30日"),
        ),
    )


def sign_in_sheet(people: int = 40) -> Paper:
    """A sheet to sign at a meeting: numbers and names printed, the rest by hand."""
    columns = (
        Column("序号", 0.6, fixed=True),
        Column("姓名", 1.2, fixed=True),
        Column("单位及职务", 2.6, "left"),
        Column("签名", 1.4),
        Column("备注", 1),
    )
    names = ("王小满", "𠮷田吉", "李𬱖", "陈𠅤", "赵龘", "孙㐂", "阿依古丽·买买提")
    rows = tuple(
        (str(number), names[number % 7], f"第{number}网格党支部书记", "", "") for number in range(1, people + 1)
    )
    return Paper(
        id="sign_in",
        title="社区“大党委”联席会议签到表",
        blocks=(
            Facts(
                (
                    Fact("会议时间", "2021年6月25日 14:30"),
                    Fact("会议地点", "海棠社区三楼会议室"),
                    Fact("主持人"),
                    Fact("记录人"),
                )
            ),
            DataTable(columns, rows, blank_rows=4),
        ),
        number="HD-2021-0042",
        reference_url=RECORD_URL,
        printed_at="2021年6月25日 13:00",
    )


def card(number: int = 1, name: str = "王小满") -> Paper:
    """A card in two parts: the community keeps one, the member takes the other back."""
    rows = tuple(
        (f"{month}月5日", "志愿服务", "参与社区环境整治并协助秩序维护", str(month % 5 + 1)) for month in range(1, 11)
    )
    table = DataTable((Column("日期"), Column("活动"), Column("内容", 3, "left"), Column("积分")), rows, row_height=6)
    facts = Facts(
        (
            Fact("姓名", name),
            Fact("单位", f"第{number}党支部"),
            Fact("期间", "2021年上半年"),
            Fact("编号", f"KP{number:06d}"),
        )
    )
    receipt = FormTable(
        (1, 2, 1, 2),
        (
            FormRow((Label("姓名"), Value(name), Label("总积分"), Value("36"))),
            FormRow((Label("单位意见"), Opinion(columns=3)), height=50),
        ),
    )
    return Paper(
        id="feedback_card",
        title="在职党员双报到半年反馈卡",
        blocks=(TwoPartCard(CardPart("社区留存联", (facts, table)), CardPart("单位回执联", (receipt,))),),
        number=f"KP{number:06d}",
        reference_url=f"https://mulin.example/cards/KP{number:06d}",
        page_numbers=False,
    )
