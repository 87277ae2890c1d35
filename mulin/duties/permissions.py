"""Who may read duties."""

from mulin.tree.permissions import Permission

view_duties = Permission("duties.view", "查看应办事项")
