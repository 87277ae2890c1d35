"""``mulin assets`` brings what pages load, no more, and says where it came from."""

import hashlib
import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from mulin.foundation.icons import ICONS

NODE_MODULES = settings.ROOT / "node_modules"
needs_npm = pytest.mark.skipif(not NODE_MODULES.exists(), reason="npm ci 没有运行过，没有 node_modules")


@pytest.fixture
def vendor(tmp_path, capsys):
    call_command("assets", target=tmp_path / "vendor")
    return tmp_path / "vendor"


@needs_npm
def test_the_manifest_names_version_licence_and_hash_of_every_file(vendor):
    packages = json.loads((vendor / "MANIFEST.json").read_text(encoding="utf-8"))["packages"]
    assert {package["name"] for package in packages} >= {"@tabler/core", "htmx.org", "echarts", "@alpinejs/csp"}
    listed = {}
    for package in packages:
        assert package["version"]
        assert package["licence"] in {"MIT", "0BSD", "Apache-2.0"}
        listed |= package["sha256"]
    on_disk = {str(path.relative_to(vendor)) for path in vendor.rglob("*") if path.is_file()} - {"MANIFEST.json"}
    assert set(listed) == on_disk
    for name, sha256 in listed.items():
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == sha256


@needs_npm
def test_every_source_map_that_a_file_names_is_there(vendor):
    for path in [*vendor.rglob("*.css"), *vendor.rglob("*.js")]:
        marker = "sourceMappingURL="
        tail = path.read_text(encoding="utf-8")[-200:]
        if marker in tail:
            assert (path.parent / tail.split(marker)[1].split()[0].rstrip("*/")).exists(), path


@needs_npm
def test_every_icon_of_the_list_has_its_drawing(vendor):
    drawings = json.loads((vendor / "icons.json").read_text(encoding="utf-8"))
    assert set(drawings) == set(ICONS)
    assert all("<path" in drawing and "<script" not in drawing for drawing in drawings.values())


def test_without_npm_the_command_says_what_to_do(tmp_path):
    with pytest.raises(CommandError, match="npm ci"):
        call_command("assets", node_modules=tmp_path / "nowhere", target=tmp_path / "vendor")
