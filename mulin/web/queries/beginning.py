"""Where an empty district begins: what has to be there before anything can be owed, for those who put it there."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.page_parts import Task
from mulin.members.permissions import members_visible_to
from mulin.programmes.queries import visible_to
from mulin.tree.permissions import has_anywhere, scope
from mulin.tree.queries import nodes_within
from mulin.web.queries.governing import holdings_visible_to
from mulin.web.queries.todos import own_nodes


def first_steps(user: Any) -> list[Task]:
    """The steps in their order, done and to be done; none once all are done, or for who does not set up organisations:
    a branch whose last member went away does not begin anew.
    """
    steps = list(steps_of(user)) if has_anywhere(user, "nodes.manage") else []
    return steps if any(one.state != "done" for one in steps) else []


def steps_of(user: Any) -> Iterator[Task]:
    """What this person may set up."""
    below = nodes_within(scope(user, "nodes.manage")).count() > len(own_nodes(user))
    hint = _("街道、社区、网格、小区，党组织和单位；整批的从 Excel 导入")
    yield step(_("建立组织"), "organisations:places", hint, is_done=below)
    if has_anywhere(user, "programmes.manage"):
        in_force = visible_to(user).filter(published_at__isnull=False).exists()
        hint = _("选一项制度，填好本地参数再发布；发布以后才有应办事项和评分")
        yield step(_("实施制度"), "programmes:programmes", hint, is_done=in_force)
    if has_anywhere(user, "roles.manage"):
        others = holdings_visible_to(user).exclude(user=user.pk).exists()
        yield step(_("授予角色"), "web:holdings", _("账号由系统管理员开通，在这里授予角色"), is_done=others)
    if has_anywhere(user, "members.manage"):
        registered = members_visible_to(user, "members.manage").exists()
        yield step(_("登记党员"), "members:members", _("整批的从 Excel 导入"), is_done=registered)


def step(title: str, name: str, hint: str, *, is_done: bool) -> Task:
    """One step, with where it is taken."""
    return Task(title=title, url=reverse(name), hint=hint, state="done" if is_done else "not_started")
