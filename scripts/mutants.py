"""Small wrong versions of a module, one change each: what a test suite that means something has to notice.

Plain syntax trees, no import of the module. Docstrings, annotations, decorators, log calls and the wording of messages
(Chinese texts, what an exception says) are left alone: changing them breaks no rule.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
NAMED = {"min": "max", "max": "min", "any": "all", "all": "any"}
LEFT_ALONE = {"annotation", "returns", "decorator_list", "ctx", "bases"}
SILENT = {"log", "logger"}
LAST_OF_CODES = 0x2000
"""Beyond it begin the signs of Chinese texts, which word something and decide nothing."""


@dataclass(frozen=True)
class Mutant:
    """One wrong version: where, what was written, what stands there now, and the whole tree.

    ``first`` and ``last`` are the lines of the statement; ``inside`` says whether it is within a function's body.
    """

    line: int
    first: int
    last: int
    inside: bool
    was: str
    now: str
    tree: ast.Module


def mutants(path: Path) -> Iterator[Mutant]:
    """Every wrong version of a module. The tree is changed back afterwards: compile it before asking for the next."""
    tree = ast.parse(path.read_text(), str(path))
    for parent, name, place, node, statement, inside in list(_places(tree, None, inside=False)):
        for other in _others(node):
            at = node.target if isinstance(node, ast.comprehension) else node
            ast.fix_missing_locations(ast.copy_location(other, at))
            _put(parent, name, place, other)
            last = statement.end_lineno or statement.lineno
            if isinstance(statement, ast.If | ast.For | ast.While | ast.Try | ast.With | ast.FunctionDef):
                last = max(at.end_lineno or at.lineno, statement.lineno) if node is not statement else statement.lineno
            yield Mutant(at.lineno, statement.lineno, last, inside, _shown(node), _shown(other), tree)
            _put(parent, name, place, node)


def _shown(node: ast.AST) -> str:
    """Its code; of a statement with a body only its head."""
    return ast.unparse(node).split("\n")[0].strip()


def _put(parent: ast.AST, name: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[place] = node


def _places(parent: ast.AST, statement: ast.stmt | None, *, inside: bool) -> Iterator[tuple]:
    """Every node that may be changed: its parent, the field and place in it, its statement, is it in a function."""
    for name, value in ast.iter_fields(parent):
        if name in LEFT_ALONE:
            continue
        within = inside or (isinstance(parent, ast.FunctionDef | ast.Lambda) and name == "body")
        for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _is_left_alone(node):
                continue
            here = node if isinstance(node, ast.stmt) else statement
            if here is not None:
                yield parent, name, place, node, here, within
            if not isinstance(node, ast.Raise):
                yield from _places(node, here, inside=within)


def _is_left_alone(node: ast.AST) -> bool:
    """Is this said to people, to the log or to the type checker, so that no rule depends on it?"""
    if isinstance(node, ast.FunctionDef):
        return node.name in {"__repr__", "__str__"}
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value) == "Literal"
    if not isinstance(node, ast.Expr):
        return isinstance(node, ast.Import | ast.ImportFrom)
    called = node.value.func if isinstance(node.value, ast.Call) else None
    logged = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id in SILENT
    return logged or isinstance(node.value, ast.Constant)


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What could wrongly stand in a node's place."""
    for kind, others in OTHERS:
        if isinstance(node, kind):
            yield from others(node)


def _other_comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for place, operator in enumerate(node.ops):
        changed = [*node.ops[:place], COMPARED[type(operator)](), *node.ops[place + 1 :]]
        yield ast.Compare(node.left, changed, node.comparators)


def _other_operators(node: ast.BoolOp | ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif type(node.op) in COUNTED:
        operator = COUNTED[type(node.op)]()
        if isinstance(node, ast.BinOp):
            yield ast.BinOp(node.left, operator, node.right)
        else:
            yield ast.AugAssign(node.target, operator, node.value)


def _without_sign(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


def _other_branches(node: ast.If | ast.While | ast.IfExp) -> Iterator[ast.AST]:
    # A single comparison is turned round by itself.
    if isinstance(node, ast.IfExp) or not isinstance(node.test, ast.Compare) or len(node.test.ops) > 1:
        yield type(node)(_negated(node.test), node.body, node.orelse)


def _other_filters(node: ast.comprehension) -> Iterator[ast.AST]:
    for place, test in enumerate(node.ifs):
        ifs = [*node.ifs[:place], _negated(test), *node.ifs[place + 1 :]]
        yield ast.comprehension(node.target, node.iter, ifs, node.is_async)


def _nothing_returned(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield ast.Return(ast.Constant(None))


def _left_out(node: ast.stmt) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Expr) or (isinstance(node.value, ast.Call) and "super()" not in ast.unparse(node)):
        yield ast.Pass()


def _other_calls(node: ast.Call) -> Iterator[ast.AST]:
    for place in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, [*node.keywords[:place], *node.keywords[place + 1 :]])
    if isinstance(node.func, ast.Name) and node.func.id in NAMED:
        yield ast.Call(ast.Name(NAMED[node.func.id], ast.Load()), node.args, node.keywords)


def _other_constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and not any(ord(sign) > LAST_OF_CODES for sign in value):
        yield ast.Constant(f"{value}X")


def _negated(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


OTHERS: tuple[tuple[Any, Callable[[Any], Iterator[ast.AST]]], ...] = (
    (ast.Compare, _other_comparisons),
    (ast.BoolOp | ast.BinOp | ast.AugAssign, _other_operators),
    (ast.UnaryOp, _without_sign),
    (ast.If | ast.While | ast.IfExp, _other_branches),
    (ast.comprehension, _other_filters),
    (ast.Return, _nothing_returned),
    (ast.Raise | ast.Continue | ast.Break | ast.Expr, _left_out),
    (ast.Call, _other_calls),
    (ast.Constant, _other_constants),
)
