"""No template of the product carries script or style of its own, or reaches outside the house."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from mulin.foundation.icons import ICONS, icon_html
from mulin.foundation.lights import LIGHTS, light_html

TEMPLATES = sorted((settings.ROOT / "mulin").glob("*/templates/**/*.html"))
FORBIDDEN = {
    "inline style": r"<style\b|\sstyle\s*=",
    "inline handler": r"""\son[a-z]+\s*=\s*["']""",
    "inline script": r"""<script(?![^>]*(\bsrc=|type="application/json"))""",
    "script address": r"javascript:",
    "htmx code": r"\shx-on\b|\shx-vals\s*=\s*[\"']js:",
    "outside address": r"""(?:src|href|action)=["'](?:https?:)?//""",
    "unescaped text": r"\|\s*safe\b|autoescape off",
}


def relative(path: Path) -> str:
    return str(path.relative_to(settings.ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_keeps_the_strict_policy(path):
    text = re.sub(r"{#.*?#}|<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = {name: match.group() for name, rule in FORBIDDEN.items() if (match := re.search(rule, text))}
    assert not found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("inline style", '<p style="color:red">'), ("inline style", "<style>"), ("inline handler", '<a onclick="x()">'),
        ("inline script", "<script>x</script>"), ("outside address", '<img src="//elsewhere.example/x.png">'),
        ("unescaped text", "{{ x|safe }}"),
    ],
)  # fmt: skip
def test_the_rules_find_what_they_forbid(name, text):
    assert re.search(FORBIDDEN[name], text)


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_every_template_can_be_read(path):
    get_template(str(path).split("/templates/", 1)[1])


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_every_icon_a_template_names_is_in_the_list(path):
    named = re.findall(r"""{%\s*icon\s+["']([^"']+)["']""", path.read_text(encoding="utf-8"))
    assert set(named) <= set(ICONS)


def test_an_icon_that_is_not_in_the_list_is_refused():
    with pytest.raises(LookupError, match="不在"):
        icon_html("no-such-icon")


def test_a_light_always_has_words_and_an_icon():
    for state, (_tone, icon, _words) in LIGHTS.items():
        assert icon in ICONS
        assert re.search(r"<svg.*</svg><span>[^<]+</span>", light_html(state), re.DOTALL), state


def test_a_light_escapes_the_words_it_is_given():
    assert "<b>" not in light_html("due", "<b>")
