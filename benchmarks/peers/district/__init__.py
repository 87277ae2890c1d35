# ruff: noqa: PLC0415 - Django is imported once it is set up, a library once it is asked for
"""What a Django shop would write first, as an application: its settings, and the same district as ours."""

import json

import django
from django.conf import settings


def set_up(config: dict, *apps: str) -> None:
    """Configure Django for the database in ``config`` and make the tables."""
    settings.configure(
        DEBUG=False,
        SECRET_KEY="x" * 50,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="django_rest",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", *apps, "district"],
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": config["database"]},
        REST_FRAMEWORK={
            "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
            "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
            "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
            "PAGE_SIZE": 50,
            "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        },
    )
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)


def load(config: dict, *, with_members: bool) -> None:
    """The same organisations and members as ours, in place of what was there."""
    from django.db import connection

    from district.models import Attendance, Member, Org

    for model in (Attendance, Member, Org):
        model.objects.all().delete()
    with open(config["district"], encoding="utf-8") as file:
        told = json.load(file)
    Org.objects.bulk_create([Org(id=pk, name=name, path=path) for pk, name, path in told["orgs"]], batch_size=5000)
    if with_members:
        made = [Member(name=n, idno=i, phone=p, cat=c, org_id=o, joined=j) for n, i, p, c, o, j in told["members"]]
        Member.objects.bulk_create(made, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
