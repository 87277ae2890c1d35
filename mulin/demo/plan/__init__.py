"""The demo street as rows of workbooks: invented, and the same at every run."""

from mulin.demo.plan.street import Plan, plan_street

__all__ = ["Plan", "plan_street"]
