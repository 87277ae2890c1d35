"""Everything CI checks besides tests, in one order. Every check runs; the first failures do not hide the others."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
TEMPLATES = [str(path) for path in sorted((ROOT / "mulin").rglob("templates/**/*.html"))]

CHECKS: list[tuple[str, list[str]]] = [
    ("格式", ["ruff", "format", "--check", "mulin", "tests", "scripts", "benchmarks"]),
    ("代码规范", ["ruff", "check", "mulin", "tests", "scripts", "benchmarks"]),
    ("领域次序", ["lint-imports"]),
    ("类型", ["mypy"]),
    ("依赖声明", ["deptry", "mulin"]),
    ("无用代码", ["vulture"]),
    ("模板规范", ["djlint", "--lint", "--quiet", "mulin"]),
    ("模板缩进", ["djhtml", "--check", "--tabwidth", "2", *TEMPLATES]),
    ("迁移完整", ["mulin", "makemigrations", "--check", "--dry-run"]),
    ("系统检查", ["mulin", "check", "--fail-level", "WARNING"]),
]


def run(title: str, command: list[str]) -> bool:
    """Run one check; its output shows only when it fails."""
    started = time.perf_counter()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "mulin.config.settings.test"}
    result = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    good = result.returncode == 0
    sys.stdout.write(f"{'通过' if good else '不通过'}  {title}  {time.perf_counter() - started:.1f} 秒\n")
    if not good:
        sys.stdout.write(result.stdout[-8000:] + result.stderr[-8000:] + "\n")
    sys.stdout.flush()
    return good


def main() -> int:
    """0 when everything passes."""
    results = [run(title, command) for title, command in CHECKS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
