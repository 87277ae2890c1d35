"""Who may read and run programmes."""

from mulin.tree.permissions import Permission

view_programmes = Permission("programmes.view", "查看制度")
manage_programmes = Permission("programmes.manage", "管理制度实施")
