"""The workbooks of service: posts, claims, teams, needs, volunteers, pledges, deeds, letters to units, groups."""

from mulin.foundation.spreadsheets import Column, Sheet, register
from mulin.service.choices import NeedOrigin, NeedState, Origin, TeamKind

COMMUNITY = Column("community", "社区编码", "code", required=True, max_length=40, width=16, example="SQ0001")
COMMUNITY_NAME = Column("community_name", "社区", width=20, read_only=True)
MEMBER = Column("name", "姓名", required=True, max_length=60, example="王示例")
UNIT = Column("unit", "单位或编号", max_length=100, width=24, note="同名的党员用它分清；没有同名的可不填")
NUMBER = Column("number", "编号", "integer", unique=True, note="导出时写好，不要改；新登记的不填")
NUMBERED = "带编号的行是已经登记的：没有改动就不变；新登记的不填编号。空白单元格表示“不改”。有一格不对，整份不导入。"

POSTS = Sheet(
    "service_posts",
    "服务岗位",
    (
        COMMUNITY,
        COMMUNITY_NAME,
        Column("category", "类别", max_length=60, width=18, note="自设岗位必填；目录里的岗位空白按目录"),
        Column("name", "岗位", required=True, max_length=60, width=22, example="示例岗"),
        Column("duties", "职责", max_length=1000, width=50, note="目录里的岗位空白按目录"),
        Column("places", "名额", "integer", minimum=1, maximum=10_000, note="自设岗位必填；目录里的岗位空白按制度"),
        Column("taken", "已认领", "integer", read_only=True),
        Column("free", "空缺", "integer", read_only=True),
        Column("since", "启用日期", "date", read_only=True),
    ),
    (
        "一行一个岗位：岗位名与现行制度的岗位目录一致的，从目录启用；其他的是社区自设，不超过制度规定的个数。",
        "同一社区已有的同名岗位，只更正类别、职责和名额；名额不能少于在岗人数。改岗位名、撤销在岗位页面办理。",
        "空白单元格表示“不改”。有一格不对，整份不导入。",
    ),
)
CLAIMS = Sheet(
    "claims",
    "岗位认领",
    (
        COMMUNITY,
        COMMUNITY_NAME,
        Column("post", "岗位", required=True, max_length=60, width=22, example="民事调解岗"),
        MEMBER,
        UNIT,
        Column("since", "认领日期", "date", note="空白为今天"),
        Column("origin", "来源", "choice", choices=Origin.choices, read_only=True),
        Column("state", "状态", read_only=True),
        NUMBER,
    ),
    (
        "一行一人一岗，登记纸质认领表；已经认领的不变，名额不够的整份不导入。",
        "岗位须已在该社区启用，党员须居住在该社区。调整、退岗在认领页面办理，不能在表格里更改。",
        NUMBERED,
    ),
)
TEAMS = Sheet(
    "service_teams",
    "服务团组",
    (
        COMMUNITY,
        COMMUNITY_NAME,
        Column("name", "团组", required=True, max_length=60, width=22, example="示例服务队"),
        Column("kind", "种类", "choice", choices=TeamKind.choices, width=18, note="空白为服务团组"),
        Column("field", "定岗", max_length=60, width=18, note="新成立的必填：岗位类别或志愿服务内容"),
        Column("duty", "定责", max_length=1000, width=40),
        Column("meets", "定时", max_length=100, width=22),
        Column("leader", "团组长", max_length=60, note="团组里的一位"),
        Column("people", "成员", max_length=10_000, width=50, note="用顿号隔开；同名的在括号里写单位或编号"),
    ),
    (
        "一行一个团组。同一社区已有的同名团组，按填写的更正，写上的党员编入；没有写上的成员不会因此退出。",
        "党员须居住在该社区。改团组名、退出、解散在团组页面办理。",
        "空白单元格表示“不改”。有一格不对，整份不导入。",
    ),
)
NEEDS = Sheet(
    "service_needs",
    "社区需求",
    (
        COMMUNITY,
        COMMUNITY_NAME,
        Column("title", "需求", required=True, max_length=100, width=30, example="楼道杂物清理"),
        Column("text", "说明", max_length=1000, width=40),
        Column("field", "服务内容", max_length=60, width=18, note="与团组的定岗一致时自动推荐团组"),
        Column("asked_on", "提出日期", "date", note="空白为今天"),
        Column("wanted_by", "希望何时前", "date"),
        Column("origin", "来源", "choice", choices=NeedOrigin.choices, read_only=True),
        Column("team", "团组", width=22, read_only=True),
        Column("state", "状态", "choice", choices=NeedState.choices, read_only=True),
        Column("done_on", "办结日期", "date", read_only=True),
        Column("result", "结果", width=40, read_only=True),
        Column("rating", "评价", "integer", read_only=True),
    ),
    ("一行一项需求；同一社区未办结的同名需求不重复登记。",),
)
VOLUNTEERS = Sheet(
    "volunteers",
    "党员志愿者",
    (
        COMMUNITY,
        COMMUNITY_NAME,
        MEMBER,
        UNIT,
        Column("services", "愿意参加的服务", "list", required=True, width=40, note="现行制度里的项目，用顿号隔开"),
        Column("skills", "特长", max_length=200, width=24),
        Column("times", "可服务时间", max_length=100, width=24),
        Column("applied_on", "申请日期", "date", note="空白为今天"),
        Column("team", "服务队", width=22, read_only=True),
        Column("why", "编队理由", width=40, read_only=True),
        Column("state", "状态", read_only=True),
        NUMBER,
    ),
    (
        "一行一人，登记纸质申请表；已经申请的人，按填写的服务、特长、时间更正，不另立一份。",
        "党员须居住在该社区；编入哪支服务队在志愿者页面办理，不在表格里填。",
        NUMBERED,
    ),
)
PLEDGES = Sheet(
    "pledges",
    "党员承诺",
    (
        COMMUNITY,
        COMMUNITY_NAME,
        MEMBER,
        UNIT,
        Column("text", "承诺事项", required=True, max_length=200, width=40, example="为独居老人理发"),
        Column("year", "年度", "integer", minimum=1990, maximum=2100, note="空白为今年"),
        Column("done", "已办实事", "integer", read_only=True),
        NUMBER,
    ),
    (
        "一行一项承诺；同一人同一年度相同的承诺不重复登记，超过制度规定件数的不导入。",
        "党员须居住在该社区。已经登记的承诺不能在表格里更改；撤回由本人在“我的服务”办理。",
        NUMBERED,
    ),
)
DEEDS = Sheet(
    "deeds",
    "党员实事",
    (
        COMMUNITY,
        COMMUNITY_NAME,
        MEMBER,
        UNIT,
        Column("day", "日期", "date", required=True),
        Column("title", "实事", required=True, max_length=100, width=30, example="为独居老人理发"),
        Column("text", "经过", max_length=1000, width=50),
        Column("pledge", "对应的承诺", max_length=200, width=30, note="本人已登记的承诺事项；没有的不填"),
        Column("state", "状态", read_only=True),
        Column("remark", "社区意见", width=30, read_only=True),
        NUMBER,
    ),
    (
        "一行一件实事，导入后由社区确认；同一人同一天同名的实事不重复登记。",
        "党员须居住在该社区。已经登记的实事不能在表格里更改。",
        NUMBERED,
    ),
)
CONTACTS = Sheet(
    "unit_contacts",
    "与单位联系",
    (
        COMMUNITY_NAME,
        Column("name", "姓名"),
        Column("home_name", "所在党组织", width=26),
        Column("absent_since", "自何时缺席", "date"),
        Column("sent_on", "联系日期", "date"),
        Column("answer_due", "答复期限", "date"),
        Column("outcome", "答复结果", width=18),
        Column("answer", "单位答复", width=40),
        Column("answered_on", "答复日期", "date"),
    ),
)
GROUPS = Sheet(
    "post_groups",
    "党小组名册",
    (
        Column("code", "编码", "code", width=16),
        Column("group", "党小组", width=26),
        Column("name", "姓名"),
        Column("leader", "职务"),
        Column("since", "自", "date"),
        Column("why", "为何在本组", width=50),
    ),
)
COMMUNITIES = Sheet(
    "service_communities",
    "社区服务",
    (
        Column("code", "社区编码", "code", width=16),
        Column("name", "社区", width=24),
        Column("posts", "服务岗位", "integer"),
        Column("places", "名额", "integer"),
        Column("taken", "已认领", "integer"),
        Column("teams", "服务团组", "integer"),
        Column("needs", "未办结的需求", "integer", width=14),
    ),
)
SHEETS = (COMMUNITIES, POSTS, CLAIMS, TEAMS, NEEDS, VOLUNTEERS, PLEDGES, DEEDS, CONTACTS, GROUPS)
PAGES = {
    "service_communities": "COMMUNITIES",
    "service_posts": "POSTS",
    "claims": "CLAIMS",
    "service_teams": "TEAMS",
    "service_needs": "NEEDS",
    "volunteers": "APPLICATIONS",
    "pledges": "PLEDGES",
    "deeds": "DEEDS",
    "unit_contacts": "CONTACTS",
    "post_groups": "GROUPS",
}
IMPORTED = ("service_posts", "claims", "service_teams", "service_needs", "volunteers", "pledges", "deeds")


def register_all() -> None:
    """Make the workbooks known, with who plans and who exports them."""
    for sheet in SHEETS:
        planner = f"mulin.service.actions.importing.plan_{sheet.kind}" if sheet.kind in IMPORTED else None
        register(
            sheet,
            planner=planner,
            exporter=f"mulin.service.actions.exporting.export_{sheet.kind}",
            page=f"mulin.service.pages.{PAGES[sheet.kind]}",
        )


register_all()
