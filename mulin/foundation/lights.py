"""Lights: a state shown by icon and words in one of five tones, never by colour alone."""

import functools

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mulin.foundation.icons import icon_html

# state: (tone, icon, words). Tones: good, attention, bad, information, quiet.
LIGHTS: dict[str, tuple[str, str, str | Promise]] = {
    "met": ("good", "circle-check", _("已完成")),
    "due": ("attention", "clock", _("待完成")),
    "overdue": ("bad", "clock-exclamation", _("已逾期")),
    "excused": ("quiet", "circle-minus", _("已免除")),
    "passed": ("good", "circle-check", _("达标")),
    "failed": ("bad", "circle-x", _("未达标")),
    "standard": ("good", "rosette", _("标准型")),
    "demonstration": ("good", "award", _("示范型")),
    "withdrawn": ("bad", "ban", _("已撤销")),
    "not_listed": ("bad", "circle-x", _("未列入名单")),
    "listed": ("quiet", "circle-dashed", _("待派遣")),
    "sent": ("attention", "send", _("已派遣，待接收")),
    "refused": ("bad", "arrow-left", _("已退回单位")),
    "received": ("good", "circle-check", _("已报到")),
    "leaving": ("attention", "arrow-right", _("已报告搬离")),
    "closed": ("quiet", "archive", _("已结档")),
    "vetoed": ("bad", "ban", _("一票否决")),
    "rectifying": ("attention", "refresh", _("整改中")),
    "draft": ("quiet", "pencil", _("草稿")),
    "submitted": ("information", "send", _("已提交")),
    "reviewing": ("information", "eye", _("审核中")),
    "confirmed": ("good", "check", _("已确认")),
    "void": ("quiet", "ban", _("已作废")),
    "corrected": ("information", "history", _("已更正")),
    "returned": ("attention", "arrow-left", _("已退回")),
    "rejected": ("bad", "x", _("未通过")),
    "not_started": ("quiet", "circle-dashed", _("未开始")),
    "in_progress": ("information", "circle-half", _("进行中")),
    "done": ("good", "check", _("已办结")),
    "cannot_start": ("quiet", "lock", _("暂不能开始")),
    "problem": ("bad", "alert-triangle", _("有问题")),
    "good": ("good", "circle-check", _("正常")),
    "attention": ("attention", "alert-triangle", _("注意")),
    "bad": ("bad", "alert-circle", _("异常")),
    "information": ("information", "info-circle", _("说明")),
    "active": ("good", "circle-check", _("在用")),
    "dissolved": ("quiet", "archive", _("已撤并")),
    "none": ("quiet", "minus", _("无")),
}


@functools.lru_cache(maxsize=4096)
def light_html(state: str, words: str = "") -> SafeString:
    """The light of a state, with its own words or those given.

    A state that is not in ``LIGHTS`` is shown quietly with the words given, or its own name.
    """
    tone, icon, default = LIGHTS.get(str(state), ("quiet", "circle", state))
    return format_html('<span class="light light-{}">{}<span>{}</span></span>', tone, icon_html(icon), words or default)
