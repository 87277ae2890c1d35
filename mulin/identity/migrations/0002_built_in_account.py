"""Make the built-in account 命令行, which commands act as. It has no password and cannot sign in."""

from django.db import migrations


def make(apps, schema_editor):
    apps.get_model("identity", "User").objects.get_or_create(
        kind="built_in",
        defaults={"username": "命令行", "display_name": "命令行", "password": "!", "is_active": True},
    )


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
