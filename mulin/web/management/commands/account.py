"""``mulin account NAME --role ROLE --at CODE``: the first accounts of an installation, and roles nobody else gives."""

import argparse
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.identity.queries import acting_user, add_acting
from mulin.tree.actions import give_role
from mulin.tree.models import Node
from mulin.tree.rules import roles
from mulin.web.actions import accounts

LENGTH = 12
"""Random bytes of a first password: 16 characters."""


class Command(BaseCommand):
    help = "开通账号（没有时）并授予角色；新账号的密码只显示这一次"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("username", help="登录名")
        parser.add_argument("--name", default="", help="姓名，新开账号时必填")
        words = "、".join(f"{code}（{role.name}）" for code, role in roles().items())
        parser.add_argument("--role", required=True, help=words)
        parser.add_argument("--at", required=True, metavar="CODE", help="在哪个区域或组织任职：填编码")
        add_acting(parser)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        by = acting_user(options)
        try:
            node = self.node(options["at"])
            user, password = self.account(options["username"], options["name"], by)
            give_role(user, options["role"], node=node, by=by)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        self.stdout.write(f"{user.display_name}（{user.username}）：{roles()[options['role']].name}，{node.name}")
        if password:
            self.stdout.write(f"密码：{password}（只显示这一次，请登录后修改）")

    def node(self, code: str) -> Node:
        """Where the role is held."""
        found = Node.objects.filter(code=code).first()
        if found is None:
            raise Refused(f"没有编码为“{code}”的区域或组织，请先导入区域或党组织")
        return found

    def account(self, username: str, name: str, by: User) -> tuple[User, str]:
        """The account of this name and no password; or a new one with its first password."""
        known = User.objects.filter(username=username).first()
        if known is not None:
            return known, ""
        if not name.strip():
            raise Refused("新开账号请用 --name 填写姓名")
        password = secrets.token_urlsafe(LENGTH)
        return accounts.open_for(username=username, display_name=name.strip(), password=password, by=by), password
