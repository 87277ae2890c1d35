"""What the building blocks keep: search entries, forms already sent, the calendar of workdays."""

from django.db import models
from django.db.models import Q


class SearchEntry(models.Model):
    """Something that can be found by its words. Which one it is say ``kind`` and ``object_id``.

    ``node_id`` and ``second_node_id`` are the places whose readers may see it (a member is seen through two
    ties); plain numbers, because foundation knows no tree. No index leads from them: words find few entries, and a
    database that starts from a district's nodes instead takes a hundred times as long.
    """

    kind = models.CharField("种类", max_length=40)
    object_id = models.BigIntegerField("编号")
    title = models.CharField("标题", max_length=200, db_index=True)
    subtitle = models.CharField("副标题", max_length=200, blank=True, default="")
    url_name = models.CharField("页面", max_length=100, blank=True, default="")
    url_argument = models.CharField("页面参数", max_length=100, blank=True, default="")
    node_id = models.BigIntegerField("所在节点", null=True, blank=True)
    second_node_id = models.BigIntegerField("另一节点", null=True, blank=True)
    terms = models.TextField("检索词", editable=False)

    class Meta:
        verbose_name = "检索条目"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                name="search_entry_once",
                violation_error_message="同一对象只能有一条检索条目",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Submission(models.Model):
    """A form that was sent: the same token again gets the same answer and does nothing twice."""

    token = models.CharField("表单凭据", max_length=40, unique=True)
    user_id = models.BigIntegerField("账号", null=True)
    at = models.DateTimeField("时间", db_index=True)
    outcome_url = models.CharField("结果页面", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "已提交的表单"


class Workday(models.Model):
    """A day on which work and rest differ from the plain week: a holiday, or a weekend worked to make up
    for one.
    """

    day = models.DateField("日期", unique=True, error_messages={"unique": "这一天已经设置过"})
    is_workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40, blank=True, default="")

    class Meta:
        verbose_name = "工作日安排"
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(day__gte="1950-01-01") & Q(day__lte="2150-12-31"),
                name="workday_in_living_memory",
                violation_error_message="日期不合理",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.is_workday else '休息'} {self.name}".strip()
