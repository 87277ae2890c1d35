"""A new installation is entered by accounts that the command line opens."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from mulin.identity.models import User
from mulin.tree.actions import NewNode, found
from mulin.tree.models import Node
from mulin.tree.permissions import has_anywhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(clerk: User) -> Node:
    return found(NewNode("district", "云川区", code="QX1"), reason="建立", by=clerk)


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("account", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_account_signs_in_with_the_password_that_is_shown_once(district: Node, client: Client) -> None:
    shown = said("jiang", "--name", "江临川", "--role", "district_officer", "--at", district.code)
    password = re.search(r"密码：(\S+?)（", shown)
    assert password is not None
    user = User.objects.get(username="jiang")
    assert user.check_password(password[1])
    assert has_anywhere(user, "roles.manage")
    again = said("jiang", "--role", "system_administrator", "--at", district.code)
    assert "密码" not in again
    assert has_anywhere(User.objects.get(username="jiang"), "accounts.manage")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("jiang", "--role", "district_officer", "--at", "QX1"), "填写姓名"),
        (("jiang", "--name", "江临川", "--role", "king", "--at", "QX1"), "没有“king”这个角色"),
        (("jiang", "--name", "江临川", "--role", "auditor", "--at", "QX2"), "没有编码为“QX2”"),
    ],
)
def test_what_is_missing_is_said_and_no_account_is_opened(
    district: Node, arguments: tuple[str, ...], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        said(*arguments)
    assert not User.objects.filter(username="jiang").exists()
