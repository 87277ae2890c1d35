"""What is wrong with a pack, said so that its author finds the line and knows what to write."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: the file (relative to the edition's folder), its line (from 1), the clause, what to do."""

    file: str
    line: int
    place: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where} {self.place}：{self.message}" if self.place else f"{where} {self.message}"


class PackError(Exception):
    """A pack that cannot be read; ``problems`` holds every mistake found, in the order of the files."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
