"""What an empty list of to-dos says to whom."""

from typing import Any

from django.utils.translation import gettext as _

from mulin.tree.permissions import has_anywhere


def waiting_words(user: Any) -> str:
    """What will appear in the list of to-dos, by what the person may do."""
    return next((words for word, words in words_by_permission() if has_anywhere(user, word)), _("下面是您常用的页面。"))


def words_by_permission() -> tuple[tuple[str, str], ...]:
    """Permission word and what it brings into the list, the busiest first."""
    return (
        ("records.write", _("新的事项到期前一个月会出现在这里。")),
        ("assessments.decide", _("评审结束、等待认定的对象和等待复查的整改会出现在这里。")),
        ("assessments.score", _("分派给您的评审会出现在这里。")),
        ("assessments.review", _("等待审核的申报会出现在这里。")),
    )
