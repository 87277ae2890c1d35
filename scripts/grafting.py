"""Putting a changed version of a module into a running process, wherever its parts are already held."""

import dataclasses
import functools
import gc
import sys
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from mutants import Mutant

Key = tuple[str, int]
KEPT = ("mulin.rulebook", "mulin.foundation")
"""What these cache, such as packs that were read, does not depend on the domains above them."""


class Grafter:
    """Knows the living functions of one module and everybody's caches, once for all versions."""

    def __init__(self, path: Path, module: ModuleType) -> None:
        self.path, self.module = path, module
        living = gc.get_objects()
        self.functions = [one for one in living if type(one) is FunctionType and one.__code__.co_filename == str(path)]
        self.caches = [one for one in living if type(one) is functools._lru_cache_wrapper and forgets(one, module)]

    def put(self, mutant: Mutant) -> None:
        """Let the process go on with this version."""
        code = compile(mutant.tree, str(self.path), "exec")
        if mutant.inside:
            self.put_codes(codes_in(code))
        else:
            self.put_values(code)
        for one in self.caches:
            one.cache_clear()

    def put_codes(self, codes: dict[Key, CodeType]) -> None:
        """Give each living function its changed body."""
        for function in self.functions:
            code = codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
            if code is not None and len(code.co_freevars) == len(function.__code__.co_freevars):
                function.__code__ = code

    def put_values(self, code: CodeType) -> None:
        """Run the changed module apart, and give what it made to everyone who holds the old."""
        fresh = dict.fromkeys(("__doc__", "__builtins__")) | {
            "__name__": self.module.__name__,
            "__file__": str(self.path),
            "__builtins__": __builtins__,
        }
        exec(code, fresh)  # noqa: S102 - our own module
        for name, old in list(vars(self.module).items()):
            if name in fresh and not name.startswith("__"):
                self.put_value(name, old, grafted(old, fresh[name], self.module.__name__))

    def put_value(self, name: str, old: Any, new: Any) -> None:
        """Bind a name anew, here and where it was imported."""
        if new is old:
            return
        for module in list(sys.modules.values()):
            if getattr(module, "__dict__", {}).get(name) is old:
                setattr(module, name, new)


def forgets(cached: Any, module: ModuleType) -> bool:
    """May what is cached depend on the module?"""
    owner = getattr(cached, "__module__", None) or ""
    return owner.startswith("mulin.") and (not owner.startswith(KEPT) or module.__name__.startswith(KEPT))


def codes_in(code: CodeType) -> dict[Key, CodeType]:
    """The bodies of all functions, by name and line."""
    found: dict[Key, CodeType] = {}
    for one in code.co_consts:
        if isinstance(one, CodeType):
            found[one.co_qualname, one.co_firstlineno] = one
            found |= codes_in(one)
    return found


def grafted(old: Any, new: Any, module: str) -> Any:
    """The old thing changed to be as the new one where that is possible, else the new one."""
    if isinstance(old, FunctionType) and isinstance(new, FunctionType):
        return grafted_function(old, new)
    if isinstance(old, type):
        return grafted_class(old, new) if old.__module__ == module else old
    if callable(old) or isinstance(old, ModuleType):
        return old
    return grafted_value(old, new, module) if type(old) is type(new) else new


def grafted_value(old: Any, new: Any, module: str) -> Any:
    """Declarations and mappings are changed in place, for whoever holds them; of anything else the new one is taken."""
    if dataclasses.is_dataclass(old):
        for field in dataclasses.fields(old):
            object.__setattr__(old, field.name, grafted(getattr(old, field.name), getattr(new, field.name), module))
        return old
    if isinstance(old, dict):
        merged = {key: grafted(old[key], value, module) if key in old else value for key, value in new.items()}
        old.clear()
        old.update(merged)
        return old
    if type(old) is tuple and len(old) == len(new):
        new = tuple(grafted(one, other, module) for one, other in zip(old, new, strict=True))
    return old if old == new else new


def grafted_function(old: FunctionType, new: FunctionType) -> FunctionType:
    """The old function with the new one's body and defaults."""
    if len(old.__code__.co_freevars) == len(new.__code__.co_freevars):
        old.__code__ = new.__code__
    old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
    return old


def grafted_class(old: type, new: type) -> type:
    """The old class with the new one's methods, defaults and constants."""
    for name, value in list(vars(new).items()):
        was = vars(old).get(name)
        if isinstance(was, FunctionType) and isinstance(value, FunctionType):
            grafted_function(was, value)
        elif isinstance(value, int | str | tuple | frozenset) and not name.startswith("__") and was != value:
            setattr(old, name, value)
    return old
