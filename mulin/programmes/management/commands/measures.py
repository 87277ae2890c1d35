"""``mulin measures --json``: every measure, its arguments and its declaration."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand

from mulin.judgement.registry import REGISTRY


class Command(BaseCommand):
    help = "列出全部度量及其参数"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="以 JSON 输出全部声明")

    def handle(self, *args: Any, **options: Any) -> None:
        described = REGISTRY.describe()
        if options["json"]:
            self.stdout.write(json.dumps(described, ensure_ascii=False, indent=2))
            return
        for entry in described:
            arguments = "，".join(argument["name"] for argument in entry["arguments"])
            self.stdout.write(f"{entry['name']}({arguments})\t{entry['title']}")
