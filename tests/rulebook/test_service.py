"""What packs say about service is read, checked and told."""

import pytest

from mulin.rulebook.problems import PackError
from mulin.rulebook.reading import read_pack
from mulin.rulebook.rendering import render_markdown
from tests.rulebook.conftest import Write

POSTS = """
post_rules:
  - id: posts
    name: 社区岗位
    places: 5
    contact_after_months: 6
    posts:
      - id: mediation
        name: 调解岗
        category: 治安
        duties: 调解纠纷
        suits: [{fact: age, at_least: 45, because: 便于说和}]
        source: {document: rules, section: 三}
    source: {document: rules, section: 三}
group_rules:
  - {id: groups, name: 党小组, least: 20, most: 30, alike_by: [place], source: {document: rules, section: 三}}
"""
PLEDGES = """
pledge_rules:
  - {id: deeds, name: 办实事, least: 1, most: 2, period: year, deed_activity: missing, source: {document: rules}}
"""


def test_posts_and_groups_are_told_in_words(write: Write) -> None:
    text = render_markdown(read_pack(write(service=POSTS)))
    assert "每个岗位默认名额 5 人" in text
    assert "适合：年龄45岁以上（便于说和）" in text
    assert "每组 20—30 人" in text
    assert "同类岗位内依次按相近程度编组：住处" in text


def test_a_deed_is_written_down_as_a_kind_that_the_pack_has(write: Write) -> None:
    with pytest.raises(PackError) as raised:
        read_pack(write(service=PLEDGES))
    assert "activities 里没有“missing”这类活动" in str(raised.value.problems[0])
