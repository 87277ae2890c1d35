"""The kinds of nodes and which may stand under which. Rows, so a district may add its own."""

from django.db import migrations

KINDS = [
    # code, name, family, prefix of made codes, belongs to, located in
    ("district", "区", "territory", "QX", [], []),
    ("street", "街道", "territory", "JD", ["district"], []),
    ("community", "社区", "territory", "SQ", ["street"], []),
    ("grid", "网格", "territory", "WG", ["community"], []),
    ("compound", "小区", "territory", "XQ", ["community", "grid"], ["grid"]),
    ("block", "楼栋", "territory", "LD", ["compound", "grid"], []),
    ("building", "楼宇", "territory", "LY", ["street"], ["community"]),
    ("circle", "商圈", "territory", "SH", ["street"], ["community"]),
    ("party_work_committee", "党工委", "party", "DGW", ["party_committee"], ["district", "street"]),
    ("party_committee", "党委", "party", "DW", ["party_work_committee", "party_committee"], "place"),
    ("general_branch", "党总支", "party", "DZZ", ["party_work_committee", "party_committee"], "place"),
    ("branch", "党支部", "party", "DZB", ["party_work_committee", "party_committee", "general_branch"], "place"),
    ("party_group", "党小组", "party", "DXZ", ["branch"], "place"),
    ("enterprise", "企业", "unit", "QY", ["street", "district"], "territory"),
    ("agency", "机关", "unit", "JG", ["street", "district"], "territory"),
    ("institution", "事业单位", "unit", "SY", ["street", "district"], "territory"),
    ("social", "社会组织", "unit", "SZ", ["street", "district"], "territory"),
]
ROOTS = {"district", "street", "party_work_committee", "party_committee"}


def make(apps, schema_editor):
    Kind, Placement = apps.get_model("tree", "Kind"), apps.get_model("tree", "Placement")
    for order, (code, name, family, prefix, _, _) in enumerate(KINDS):
        Kind.objects.update_or_create(
            code=code, defaults={"name": name, "family": family, "prefix": prefix, "order": order, "may_be_root": code in ROOTS}
        )
    territory = [kind[0] for kind in KINDS if kind[2] == "territory"]
    units = [kind[0] for kind in KINDS if kind[2] == "unit"]
    groups = {"place": territory + units, "territory": territory}
    for code, _, _, _, belongs, located in KINDS:
        for parent in belongs:
            Placement.objects.get_or_create(child_id=code, parent_id=parent, relation="belongs")
        for parent in groups.get(located, located) if isinstance(located, str) else located:
            Placement.objects.get_or_create(child_id=code, parent_id=parent, relation="located")


class Migration(migrations.Migration):
    dependencies = [("tree", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
