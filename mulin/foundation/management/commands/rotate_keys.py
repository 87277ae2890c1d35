"""Renew the encryption key of personal fields."""

from typing import Any

from django.core.management.base import BaseCommand

from mulin.foundation.rotation import rotate_keys


class Command(BaseCommand):
    """``mulin rotate_keys``: a new key, every sealed value under it; interrupted, run it again."""

    help = "更换个人信息字段的加密密钥，并用新密钥重新加密全部内容（可随时中断、重复执行）"

    def handle(self, *args: Any, **options: Any) -> None:
        for field, count in rotate_keys().items():
            self.stdout.write(f"{field}：{count} 项已重新加密")
        self.stdout.write("完成。请把新的密钥文件另行备份，不要与数据库备份放在一起。")
