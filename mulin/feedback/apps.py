"""Application feedback."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """反馈和征求意见."""

    name = "mulin.feedback"
    label = "feedback"
    verbose_name = "反馈"

    def ready(self) -> None:
        """Make workbooks known, follow members and nodes, add to everyone's file and page."""
        from mulin.duties.pages import doing  # noqa: PLC0415
        from mulin.feedback.permissions import feedbacks_readable_by  # noqa: PLC0415
        from mulin.feedback.queries import told  # noqa: PLC0415
        from mulin.members.queries import timeline  # noqa: PLC0415
        from mulin.records.pages import consequences  # noqa: PLC0415
        from mulin.records.queries import visible_to  # noqa: PLC0415

        for name in ("sheets", "handlers"):
            import_module(f"mulin.feedback.{name}")
        pages = import_module("mulin.feedback.pages")
        consequences.append(pages.told_on)
        doing.register_step(pages.issuing_step)
        timeline.register("attendance", _("参加活动"), told.attendances, {"records:activity": visible_to})
        timeline.register("feedback", _("社区表现反馈"), told.cards, {"feedback:card": feedbacks_readable_by})
