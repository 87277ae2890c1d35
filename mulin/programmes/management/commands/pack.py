"""``mulin pack lint|add|show``: check, install and read a pack."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mulin.identity.models import User
from mulin.judgement.registry import REGISTRY
from mulin.programmes import actions, queries
from mulin.programmes.models import Edition
from mulin.rulebook.linting import lint
from mulin.rulebook.problems import PackError
from mulin.rulebook.reading import read_pack
from mulin.rulebook.rendering import render_markdown
from mulin.rulebook.schema import Pack


class Command(BaseCommand):
    help = "检查、安装、阅读制度包"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, text in (("lint", "检查一个制度包文件夹"), ("add", "安装一个制度包文件夹")):
            verbs.add_parser(verb, help=text).add_argument("path", type=Path)
        show = verbs.add_parser("show", help="阅读已安装的制度包，或一个制度包文件夹")
        show.add_argument("pack", help="制度包名（可加 /版本），或文件夹")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        getattr(self, f"handle_{verb}")(**options)

    def handle_lint(self, path: Path, **options: Any) -> None:
        findings = lint(self.read(path), REGISTRY.describe())
        for finding in findings:
            self.stdout.write(str(finding))
        errors = sum(finding.level == "error" for finding in findings)
        answered = sum(finding.acknowledged is not None for finding in findings)
        warnings = len(findings) - errors - answered
        self.stdout.write(f"错误 {errors} 处，警告 {warnings} 处" + (f"，已说明 {answered} 处" if answered else ""))
        if errors:
            raise CommandError("制度包有错误，不能安装", returncode=2)

    def handle_add(self, path: Path, **options: Any) -> None:
        pack = self.read(path)
        findings = lint(pack, REGISTRY.describe())
        if any(finding.level == "error" for finding in findings):
            raise CommandError("制度包有错误，请先运行 mulin pack lint 查看", returncode=2)
        edition, new = actions.install(pack, by=User.objects.command_line())
        self.stdout.write(f"{'已安装' if new else '已存在，未改动'}：{edition}")

    def handle_show(self, pack: str, **options: Any) -> None:
        self.stdout.write(render_markdown(self.find(pack), REGISTRY.describe()))

    def find(self, name: str) -> Pack:
        """The pack in a folder, or the newest installed edition of this name."""
        if Path(name).is_dir():
            return self.read(Path(name))
        pack, _, edition = name.partition("/")
        installed = Edition.objects.filter(pack=pack, **({"edition": edition} if edition else {}))
        newest = installed.order_by("-edition", "-revision").first()
        if newest is None:
            raise CommandError(f"没有安装制度包“{name}”，也没有这个文件夹", returncode=2)
        return queries.stored_pack(newest.pk)

    def read(self, path: Path) -> Pack:
        """Read a folder; its problems are printed with file and line."""
        try:
            return read_pack(path, REGISTRY.describe())
        except PackError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError("制度包读不出来", returncode=2) from None
