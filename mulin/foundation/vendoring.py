"""Copies the front-end libraries from ``node_modules`` to ``static/vendor``: only the files a page loads."""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from mulin.foundation.icons import ICONS


@dataclass(frozen=True)
class Library:
    """One npm package and the files pages load: ``{source in the package: name in static/vendor}``."""

    package: str
    files: dict[str, str]


# Source maps go along where a file names one, because the manifest storage refuses a dangling reference.
LIBRARIES = (
    Library(
        "@tabler/core",
        {
            "dist/css/tabler.min.css": "tabler/tabler.min.css",
            "dist/css/tabler.min.css.map": "tabler/tabler.min.css.map",
        },
    ),
    Library("htmx.org", {"dist/htmx.min.js": "htmx/htmx.min.js"}),
    Library("@alpinejs/csp", {"dist/cdn.min.js": "alpine/alpine-csp.min.js"}),
    Library("echarts", {"dist/echarts.common.min.js": "echarts/echarts.common.min.js"}),
    Library(
        "tom-select",
        {
            "dist/js/tom-select.complete.min.js": "tom-select/tom-select.complete.min.js",
            "dist/js/tom-select.complete.min.js.map": "tom-select/tom-select.complete.min.js.map",
            "dist/css/tom-select.bootstrap5.min.css": "tom-select/tom-select.bootstrap5.min.css",
            "dist/css/tom-select.bootstrap5.min.css.map": "tom-select/tom-select.bootstrap5.min.css.map",
        },
    ),
)
ICON_PACKAGE = "@tabler/icons"


def copy_assets(node_modules: Path, vendor: Path) -> list[dict[str, object]]:
    """Replace ``vendor`` by fresh copies and its ``MANIFEST.json``; returns the manifest's packages.

    Raises ``FileNotFoundError`` naming the first file that ``npm ci`` has not brought.
    """
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    packages = [_copy_library(node_modules, vendor, library) for library in LIBRARIES]
    packages.append(_write_icons(node_modules, vendor))
    text = json.dumps({"packages": packages}, ensure_ascii=False, indent=1)
    (vendor / "MANIFEST.json").write_text(text + "\n", encoding="utf-8")
    return packages


def _copy_library(node_modules: Path, vendor: Path, library: Library) -> dict[str, object]:
    hashes = {}
    for source, target in library.files.items():
        destination = vendor / target
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(node_modules / library.package / source, destination)
        hashes[target] = _sha256(destination)
    return _entry(node_modules, library.package, hashes)


def _write_icons(node_modules: Path, vendor: Path) -> dict[str, object]:
    """One JSON file, icon name → inner SVG: a page inlines icons without opening a file for each."""
    folder = node_modules / ICON_PACKAGE / "icons" / "outline"
    drawings = {name: _inner_svg((folder / f"{name}.svg").read_text(encoding="utf-8")) for name in ICONS}
    target = vendor / "icons.json"
    target.write_text(json.dumps(drawings, indent=0) + "\n", encoding="utf-8")
    return _entry(node_modules, ICON_PACKAGE, {"icons.json": _sha256(target)})


def _inner_svg(svg: str) -> str:
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", svg, flags=re.DOTALL)
    without_frame = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>', "", inner)
    return re.sub(r"\s*\n\s*", "", without_frame).replace(" />", "/>")


def _entry(node_modules: Path, package: str, hashes: dict[str, str]) -> dict[str, object]:
    described = json.loads((node_modules / package / "package.json").read_text(encoding="utf-8"))
    return {
        "name": package,
        "version": described["version"],
        "licence": described["license"],
        "sha256": hashes,
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
