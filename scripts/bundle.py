"""``make bundle``: wheels, front-end files and the source in one archive, for a machine without Internet.

What to do there stands in the archive's own ``安装说明.txt``.
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

NOTE = """睦邻离线安装
1. 解开本压缩包，进入文件夹。
2. python3 -m venv .venv
3. .venv/bin/pip install --no-index --find-links wheels --require-hashes -r requirements/build.txt
4. .venv/bin/pip install --no-index --find-links wheels --require-hashes -r requirements/runtime.txt
5. .venv/bin/pip install --no-index --no-deps --no-build-isolation --editable .
6. touch .venv/runtime static/vendor/MANIFEST.json && make run
"""


def main() -> int:
    """Write ``dist/mulin-bundle.tar.gz``."""
    target = ROOT / "dist" / "mulin-bundle.tar.gz"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder) / "wheels"
        for name in ("build", "runtime"):
            subprocess.check_call(
                [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes",
                 "--dest", str(wheels), "-r", str(ROOT / "requirements" / f"{name}.txt")]
            )  # fmt: skip
        note = Path(folder) / "安装说明.txt"
        note.write_text(NOTE, encoding="utf-8")
        files = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT).decode().split("\0")
        with tarfile.open(target, "w:gz") as archive:
            archive.add(wheels, "mulin/wheels")
            archive.add(note, "mulin/安装说明.txt")
            archive.add(ROOT / "static" / "vendor", "mulin/static/vendor")
            for name in filter(None, files):
                archive.add(ROOT / name, f"mulin/{name}")
    sys.stdout.write(f"已生成 {target.relative_to(ROOT)}（{target.stat().st_size // 2**20} MB）\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
