"""A review knows the first day of its year, so that duties can ask for it by day."""

import datetime

from django.db import migrations, models


def first_days(apps, schema_editor):
    """The first of January of the year under review."""
    reviews = apps.get_model("points", "PointsReview").objects
    for year in reviews.order_by().values_list("year", flat=True).distinct():
        reviews.filter(year=year).update(first=datetime.date(year, 1, 1))


class Migration(migrations.Migration):
    # PostgreSQL alters no table with rows waiting for their triggers: each step commits.
    atomic = False
    dependencies = [("points", "0001_initial")]

    operations = [
        migrations.AddField("pointsreview", "first", models.DateField("年度起", null=True)),
        migrations.RunPython(first_days, migrations.RunPython.noop),
        migrations.AlterField("pointsreview", "first", models.DateField("年度起")),
    ]
