"""The files of an edition, merged into one mapping that still knows the line of every word.

Only this module knows YAML. A top-level list may be spread over several files; anything else stands in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from mulin.rulebook.problems import PackError, Problem

Place = tuple[str | int, ...]
"""A path of keys and positions from the top of the pack to a clause."""

HEAD = "pack.yaml"
CASES = "cases"


@dataclass
class Gathered:
    """Plain values of all files together, and for every place its file and line."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Place, tuple[str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def locate(self, place: Place) -> tuple[Place, str, int]:
        """The nearest written place to ``place``, with file and line.

        Words that are not in the files (a union's tag, a missing key) are stepped over.
        """
        known: Place = ()
        for word in place:
            if (*known, word) in self.lines:
                known = (*known, word)
        file, line = self.lines.get(known, (HEAD, 1))
        return known, file, line

    def describe(self, place: Place) -> str:
        """A place in words an author recognises: list members by their id, number or name."""
        words: list[str] = []
        value: Any = self.values
        for word in place:
            value = value[word]
            words.append(member_name(value, word) if isinstance(word, int) else str(word))
        return " › ".join(words)


def member_name(value: object, position: int) -> str:
    """How to call one member of a list: its id, number or name, else its position."""
    if isinstance(value, dict):
        for key in ("id", "number", "rubric", "name", "grade", "when"):
            if key in value:
                return str(value[key])
    return f"第 {position + 1} 项"


def pack_files(folder: Path) -> list[Path]:
    """``pack.yaml`` first, then the other files by name; the cases are not part of the pack."""
    head = folder / HEAD
    if not head.is_file():
        raise PackError([Problem(HEAD, 0, "", f"找不到 {HEAD}，请指向一个版本文件夹，例如 packs/quanyu/2021")])
    others = sorted(path for path in folder.rglob("*.yaml") if path != head)
    return [head, *(path for path in others if CASES not in path.relative_to(folder).parts)]


def gather(folder: Path) -> Gathered:
    """Read and merge every file of the edition. Mistakes are collected, not raised one by one."""
    return gather_files(folder, pack_files(folder))


def gather_files(folder: Path, paths: Iterable[Path]) -> Gathered:
    """Read and merge these files; they are named relative to ``folder``."""
    gathered = Gathered()
    for path in paths:
        name = path.relative_to(folder).as_posix()
        document = read_yaml(path, name, gathered.problems)
        if document is not None:
            merge(gathered, document, name)
    return gathered


def read_yaml(path: Path, name: str, problems: list[Problem]) -> CommentedMap | None:
    """One file as a mapping with lines, or nothing when it cannot be read (the problem is noted)."""
    try:
        document = parsed(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        problems.append(yaml_problem(name, error))
        return None
    except UnicodeDecodeError:
        problems.append(Problem(name, 1, "", "文件不是 UTF-8 编码，请另存为 UTF-8"))
        return None
    except (ValueError, AttributeError):  # a tag such as !!int before what is no number: YAML itself does not say where
        problems.append(Problem(name, 1, "", "有一处 !! 标记与内容不符，请删去标记"))
        return None
    if document is None:
        return None
    if not isinstance(document, CommentedMap):
        problems.append(Problem(name, 1, "", "最外层应是“名称: 内容”，不能是列表或一句话"))
        return None
    return document


class Reader(RoundTripConstructor):
    """Reads YAML, and leaves a day that no calendar has as it is written, for the schema to tell at its line."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        """A day, or the text."""
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return node.value


Reader.add_constructor("tag:yaml.org,2002:timestamp", Reader.construct_yaml_timestamp)


@cache
def parsed(text: str) -> Any:
    """What a YAML text says; to be read only. Parsing takes nearly all the time of reading a pack, and the demo, the
    check of a pack by its cases and the tests read the same files again and again: the same text says the same.
    """
    reader = YAML(typ="rt", pure=True)
    reader.Constructor = Reader
    return reader.load(text)


def yaml_problem(name: str, error: YAMLError) -> Problem:
    """A YAML mistake in Chinese, at the line where the reader stumbled."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else 1
    return Problem(name, line, "", yaml_message(error))


def yaml_message(error: YAMLError) -> str:
    """What to look for, by the kind of mistake."""
    if isinstance(error, DuplicateKeyError):
        return "同一个名称写了两次，请删去一个"
    problem = (error.problem or "") if isinstance(error, MarkedYAMLError) else ""
    for words, message in YAML_MESSAGES.items():
        if words in problem:
            return message
    return "YAML 写法有误，请检查这一行附近的缩进、冒号和引号"


YAML_MESSAGES = {
    "cannot start any token": "此处有不能使用的字符（例如制表符），请改用空格缩进",
    "mapping values are not allowed": "此处多了一个冒号，或缩进不对；含冒号的文字请加引号",
    "could not find expected ':'": "缺少冒号；冒号后还要空一格",
    "expected <block end>": "缩进与上一行不对齐",
    "expected ',' or": "方括号或花括号内缺少逗号，或没有收口",
    "found unexpected end of stream": "引号或括号没有收口",
    "found undefined alias": "引用了没有定义的别名",
}


def merge(gathered: Gathered, document: CommentedMap, name: str) -> None:
    """Add one file: lists are appended, everything else may be written only once."""
    gathered.lines.setdefault((), (name, 1))
    for key, node in document.items():
        line = document.lc.key(key)[0] + 1
        held = gathered.values.get(key)
        if held is None:
            gathered.values[key] = plain(node)
            gathered.lines[(key,)] = (name, line)
            note_lines(gathered.lines, name, node, (key,), 0)
        elif isinstance(held, list) and isinstance(node, CommentedSeq):
            note_lines(gathered.lines, name, node, (key,), len(held))
            held.extend(plain(node))
        else:
            other, other_line = gathered.lines[(key,)]
            gathered.problems.append(Problem(name, line, str(key), f"已在 {other}:{other_line} 写过，只能写一处"))


def note_lines(lines: dict[Place, tuple[str, int]], name: str, node: object, place: Place, offset: int) -> None:
    """Remember the line of everything below ``node``; ``offset`` shifts the positions of a continued list."""
    for word, line, child in children(node):
        inner = (*place, word + offset if isinstance(word, int) else word)
        lines[inner] = (name, line)
        note_lines(lines, name, child, inner, 0)


def children(node: object) -> Iterator[tuple[str | int, int, object]]:
    """Key or position, line (from 1) and value of each child of a YAML node."""
    if isinstance(node, CommentedMap):
        for key, child in node.items():
            written = key in node.lc.data
            yield str(key), (node.lc.key(key)[0] if written else node.lc.line) + 1, child
    elif isinstance(node, CommentedSeq):
        for position, child in enumerate(node):
            yield position, node.lc.item(position)[0] + 1, child


def plain(node: object) -> Any:
    """The node as ordinary Python values."""
    if isinstance(node, CommentedMap):
        return {str(key): plain(child) for key, child in node.items()}
    if isinstance(node, CommentedSeq):
        return [plain(child) for child in node]
    return node
