"""``mulin import FILE [--kind KIND] [--dry-run] [--json]``: 0 done; 2 wrong cells, the marked file beside the input."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import Preview, all_sheets
from mulin.foundation.spreadsheets.recognising import recognise
from mulin.identity.queries import acting_user, add_acting
from mulin.web.actions import exchange


class Command(BaseCommand):
    help = "导入一个 Excel 文件；有错误时什么也不写入，并在原文件旁写出标好错误的文件"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        kinds = "、".join(entry.sheet.kind for entry in all_sheets())
        parser.add_argument("--kind", default="", help=f"表格种类（{kinds}），默认按表名和表头识别")
        parser.add_argument("--dry-run", action="store_true", help="只预览，不写入")
        parser.add_argument("--only-right-rows", action="store_true", help="只写入正确的行")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")
        add_acting(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
            kind = options["kind"] or recognise(content)
            result = self.run_import(content, kind, options)
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        marked = self.hand_back(path, content, kind, result) if result.errors else None
        self.say(result, marked, as_json=options["json"])
        if result.errors:
            raise SystemExit(2)

    def run_import(self, content: bytes, kind: str, options: dict[str, Any]) -> Preview:
        """Preview or import."""
        by = acting_user(options)
        if options["dry_run"]:
            return exchange.look(content, kind, by=by)
        return exchange.bring_in(content, kind, by=by, only_right_rows=options["only_right_rows"])

    def hand_back(self, path: Path, content: bytes, kind: str, result: Preview) -> Path | None:
        """Put the marked file beside the input; nothing when the folder cannot be written."""
        target = path.with_name(f"{path.stem}（已标出错误）.xlsx")
        try:
            target.write_bytes(exchange.handed_back(content, kind, result))
        except (OSError, Refused):
            return None
        return target

    def say(self, result: Preview, marked: Path | None, *, as_json: bool) -> None:
        """The counts, and every mistake with its place."""
        if as_json:
            found = result.as_json() | {"marked": str(marked) if marked else None}
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        done = "已写入" if result.applied else "未写入"
        self.stdout.write(
            f"{result.title}：新增 {result.new}，变更 {result.changed}，未变 {result.unchanged}，"
            f"错误 {result.wrong}（{done}）"
        )
        for error in result.errors:
            self.stdout.write(str(error))
        if marked:
            self.stdout.write(f"标好错误的文件：{marked}")
