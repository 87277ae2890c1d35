"""``mulin bench``: ours beside the peers, alternately, on a scratch SQLite and, where a server is, on PostgreSQL."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from mulin.bench import scratch
from mulin.bench.measuring import Row, measure
from mulin.bench.register import NAMES, benchmarks_of
from mulin.bench.table import as_json, as_table
from mulin.bench.workshop import SCALES, Workshop


class Command(BaseCommand):
    help = "性能测量：与可以安装的同类交替运行，打印比值的中位数和范围（用自己的临时数据库）"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help="只测这些：" + "、".join(NAMES))
        parser.add_argument("--size", choices=("XS", "S", "M"), default="S", help="XS 只试跑；M 把评价放大到百万条记录")
        parser.add_argument("--rounds", type=int, default=5)
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--folder", type=Path, help="对照程序和临时数据库放在哪里，默认 MULIN_VAR 下的 bench")
        parser.add_argument("--database", choices=("SQLite", "PostgreSQL"), help="只在这一种数据库上测")
        parser.add_argument("--inside", metavar="DATABASE", help=argparse.SUPPRESS)

    def handle(self, *names: str, **options: Any) -> None:
        wanted = list(options["names"] or NAMES)
        if unknown := set(wanted) - set(NAMES):
            raise CommandError(f"没有这些测量：{'、'.join(sorted(unknown))}；可用：{'、'.join(NAMES)}")
        folder = (options["folder"] or Path(settings.VAR) / "bench").resolve()
        folder.mkdir(parents=True, exist_ok=True)
        if options["inside"]:
            rows = self.measured(wanted, folder, options)
            self.stdout.write(as_json(rows))
            return
        rows = self.all_databases(wanted, folder, options)
        self.stdout.write(as_json(rows) if options["json"] else as_table(rows))

    def all_databases(self, names: list[str], folder: Path, options: dict[str, Any]) -> list[Row]:
        """Each database in a process of its own, with settings of its own: never the user's."""
        rows: list[Row] = []
        for name, address in scratch.databases():
            if options["database"] not in (None, name):
                continue
            self.stderr.write(f"正在 {name} 上测量 …")
            with tempfile.TemporaryDirectory(dir=folder) as place, address(Path(place)) as environment:
                command = [
                    sys.executable, "-m", "django", "bench", *names, "--inside", name, "--size", options["size"],
                    "--rounds", str(options["rounds"]), "--folder", str(folder),
                ]  # fmt: skip
                done = subprocess.run(  # noqa: S603
                    command, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True
                )
            rows += [Row(**row) for row in json.loads(done.stdout)]
            names = [one for one in names if one not in ("pdf", "word")]
        return rows

    def measured(self, names: list[str], folder: Path, options: dict[str, Any]) -> list[Row]:
        """On the database that this process was given."""
        from mulin.bench.peers import environment  # noqa: PLC0415 - needs settings that are scratch

        call_command("migrate", verbosity=0)
        shop = Workshop(Path(settings.VAR), environment(folder), scratch.peer_database(), SCALES[options["size"]])
        rows: list[Row] = []
        try:
            for benchmark in benchmarks_of(names, shop):
                found = measure(benchmark, options["rounds"])
                rows += found
                self.stderr.write(as_table(found))
        finally:
            shop.close()
        return rows
