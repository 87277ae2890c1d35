"""A small pack as files, to be broken one way at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mulin.rulebook.reading import read_pack
from mulin.rulebook.schema import Pack

SMALL = """\
pack: small
edition: "1"
title: 小制度
since: 2024-01-01
documents:
  - {id: rules, title: 办法, legal_basis: true}
parameters:
  - {id: veto_kinds, name: 否决事项, kind: list, default: [], source: {document: rules, section: 一}}
kinds:
  - {id: community, name: 社区}
  - {id: compound, name: 小区}
activities:
  - id: meeting
    name: 会议
    hosts: [community]
    fields:
      - {id: matters, name: 事项, kind: integer}
    source: {document: rules, section: 一}
duties:
  - id: meeting
    name: 每季度开会
    subjects: [community]
    period: quarter
    times: 1
    measure: {name: activities_held, arguments: {kind: meeting}, window: quarter}
    source: {document: rules, section: 一}
rubrics:
  - id: community
    name: 社区
    subjects: [community]
    total: 10
    source: {document: rules, section: 一}
    sections:
      - id: all
        name: 全部
        total: 10
        indicators:
          - number: 1
            name: 会议
            items:
              - id: "01.1"
                text: 每季度开会
                max: 6
                score: {way: share, measure: {name: duty_kept_share, arguments: {duty: meeting}, window: year}}
                reading: 按比例
                source: {document: rules, section: 一}
              - id: "01.2"
                text: 会议有效果
                max: 4
                score: {way: manual, because: 要人看, evidence: [纪要]}
                source: {document: rules, section: 一}
gradings:
  - rubric: community
    levels:
      - id: standard
        name: 达标
        score_from: 6
        conditions:
          - {when: no_veto, kinds: {parameter: veto_kinds}, source: {document: rules, section: 一}}
        source: {document: rules, section: 一}
"""

Write = Callable[..., Path]
Change = Callable[..., Pack]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write an edition: the small pack (or ``head``) as pack.yaml, and further files by name."""

    def write_files(head: str = SMALL, **files: str) -> Path:
        for name, text in {"pack": head, **files}.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write_files


@pytest.fixture
def changed(write: Write) -> Change:
    """The small pack, read after replacing ``old`` by ``new`` in its text."""

    def read_changed(old: str = "", new: str = "", more: str = "") -> Pack:
        assert old in SMALL
        return read_pack(write(SMALL.replace(old, new, 1) if old else SMALL, **({"more": more} if more else {})))

    return read_changed
