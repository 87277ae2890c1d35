"""The page of the five steps of a year."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.feedback.queries.cycle import Step, steps
from mulin.foundation.page_parts import Action, Part, Task
from mulin.service.queries.places import COMMUNITY
from mulin.tree.models import Node

TITLES = {
    "mobilised": gettext_lazy("一、动员部署"),
    "contacted": gettext_lazy("二、双向联系"),
    "acting": gettext_lazy("三、开展活动"),
    "fed_back": gettext_lazy("四、反馈测评"),
    "summed_up": gettext_lazy("五、总结深化"),
}
ADDRESSES = {
    "mobilised": "records:activities",
    "contacted": "registration:registrations",
    "acting": "records:activities",
    "fed_back": "feedback:cards",
    "summed_up": "records:activities",
}


def cycle_page(node: Node, year: int) -> dict[str, Any]:
    """The five steps of a community or unit in a year, each with what it is judged from."""
    return {
        "page_title": _("%(name)s：%(year)d 年五个步骤") % {"name": node.name, "year": year},
        "parts": [
            Part(
                title=_("全年进展"),
                text=_("由纪实、报到、反馈卡推算，不用另外填报。"),
                tasks=[task(node, one) for one in steps(node, year)],
            )
        ],
        "trail": [(node.name, reverse("web:node", args=[node.pk]))],
        "actions": [
            Action(title=_("上一年"), url=f"?year={year - 1}", icon="arrow-left"),
            Action(title=_("下一年"), url=f"?year={year + 1}", icon="arrow-right"),
        ],
    }


def task(node: Node, step: Step) -> Task:
    """One step as a line."""
    return Task(title=TITLES[step.id], url=address(node, step), state=step.light, hint=words(node, step))


def address(node: Node, step: Step) -> str:
    """Where the facts of a step are seen."""
    of_unit = step.id == "fed_back" and node.kind_id != COMMUNITY
    return reverse("feedback:deliveries" if of_unit else ADDRESSES[step.id])


def words(node: Node, step: Step) -> str:
    """What the step is judged from, in words."""
    if step.id == "contacted":
        found = _("已报到 %(done)d 人，共 %(wanted)d 人")
    elif step.id == "fed_back" and node.kind_id != COMMUNITY:
        found = _("已答复 %(done)d 张，收到 %(wanted)d 张")
    elif step.id == "fed_back":
        found = _("已发出 %(done)d 张，共 %(wanted)d 张")
    else:
        found = _("%(done)d 次")
    said = found % {"done": step.done, "wanted": step.wanted or 0}
    return f"{said}，{_('最近')} {step.last}" if step.last else said
