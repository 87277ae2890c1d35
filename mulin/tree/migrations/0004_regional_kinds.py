"""The kinds of 1+N+1: regional organisations, organisations of service centres, and the mass organisations beside them."""

from django.db import migrations

KINDS = [
    # code, name, family, prefix of made codes, order
    ("regional_organisation", "区域党组织", "party", "QYZ", 20),
    ("service_centre_organisation", "党员服务中心党组织", "party", "FWZ", 21),
    ("mass_organisation", "群团组织", "unit", "QT", 22),
]
BELONGS = {
    "regional_organisation": ["party_work_committee", "party_committee"],
    "service_centre_organisation": ["regional_organisation", "party_work_committee", "party_committee"],
    "mass_organisation": ["street", "district"],
    "party_committee": ["regional_organisation"],
    "general_branch": ["regional_organisation"],
    "branch": ["regional_organisation"],
    "party_group": ["general_branch", "service_centre_organisation"],
}
"""Which kinds a kind may stand under, beside those it already may."""
EVERYWHERE = ("regional_organisation", "service_centre_organisation")
"""Located in any place or unit, as other party organisations are."""


def make(apps, schema_editor):
    Kind, Placement = apps.get_model("tree", "Kind"), apps.get_model("tree", "Placement")
    for code, name, family, prefix, order in KINDS:
        Kind.objects.update_or_create(
            code=code,
            defaults={"name": name, "family": family, "prefix": prefix, "order": order, "may_be_root": False},
        )
    places = list(Kind.objects.filter(family="territory").values_list("code", flat=True))
    units = list(Kind.objects.filter(family="unit").values_list("code", flat=True))
    rows = [(child, parent, "belongs") for child, parents in BELONGS.items() for parent in parents]
    rows += [(child, parent, "located") for child in EVERYWHERE for parent in places + units]
    rows += [("mass_organisation", parent, "located") for parent in places]
    for child, parent, relation in rows:
        Placement.objects.get_or_create(child_id=child, parent_id=parent, relation=relation)


class Migration(migrations.Migration):
    dependencies = [("tree", "0003_version")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
