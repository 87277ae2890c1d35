"""The tree's version: the database itself renews it whenever a node or a parent is written, so nobody can forget to."""

import uuid

from django.db import migrations, models

TABLES = ("tree_node", "tree_parent")
WRITES = ("INSERT", "UPDATE", "DELETE")

SQLITE = """
CREATE TRIGGER {table}_{write}_renews_version AFTER {write} ON {table}
BEGIN
    INSERT INTO tree_treeversion (id, token) VALUES (1, lower(hex(randomblob(16))))
    ON CONFLICT (id) DO UPDATE SET token = excluded.token;
END
"""
FUNCTION = """
CREATE FUNCTION tree_renew_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tree_treeversion (id, token) VALUES (1, replace(gen_random_uuid()::text, '-', ''))
    ON CONFLICT (id) DO UPDATE SET token = excluded.token;
    RETURN NULL;
END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_renews_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION tree_renew_version()
"""


def make_triggers(apps, schema_editor):
    """One for each table and, on SQLite, for each way of writing."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        for table in TABLES:
            schema_editor.execute(POSTGRESQL.format(table=table))
        return
    for table in TABLES:
        for write in WRITES:
            schema_editor.execute(SQLITE.format(table=table, write=write))


def drop_triggers(apps, schema_editor):
    """Undo."""
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_renews_version ON {table}")
        schema_editor.execute("DROP FUNCTION tree_renew_version()")
        return
    for table in TABLES:
        for write in WRITES:
            schema_editor.execute(f"DROP TRIGGER {table}_{write}_renews_version")


def first_version(apps, schema_editor):
    """A tree that stood before the triggers has a version too, else it would be read anew on every request."""
    apps.get_model("tree", "TreeVersion").objects.get_or_create(pk=1, defaults={"token": uuid.uuid4().hex})


class Migration(migrations.Migration):
    dependencies = [("tree", "0002_kinds")]

    operations = [
        migrations.CreateModel(
            name="TreeVersion",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False, default=1)),
                ("token", models.CharField(max_length=32, verbose_name="版本")),
            ],
            options={"verbose_name": "树的版本", "verbose_name_plural": "树的版本"},
        ),
        migrations.RunPython(make_triggers, drop_triggers),
        migrations.RunPython(first_version, migrations.RunPython.noop),
    ]
