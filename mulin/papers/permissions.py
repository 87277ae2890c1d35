"""Who may print: whoever sees the object and has the word at its node."""

from mulin.tree.permissions import Permission

print_papers = Permission("papers.print", "打印文书")
