"""What we ask about accounts."""

import argparse
from typing import Any, cast

from django.core.management.base import CommandError
from django.http import HttpRequest

from mulin.identity.models import User


def add_acting(parser: argparse.ArgumentParser) -> None:
    """Add ``--as USER`` to a command."""
    parser.add_argument("--as", dest="acting", default="", help="以哪个账号的身份执行，默认内置账号“命令行”")


def acting_user(options: dict[str, Any]) -> User:
    """The account that a command acts as; the command fails, naming it, when there is none or it is closed."""
    if not options["acting"]:
        return User.objects.command_line()
    found = User.objects.filter(username=options["acting"], is_active=True).first()
    if found is None:
        raise CommandError(f"没有账号“{options['acting']}”，或已停用", returncode=2)
    return found


def signed_in(request: HttpRequest) -> User:
    """Who sent this request. Every page but sign-in is behind the login middleware, so there is always somebody."""
    return cast("User", request.user)
