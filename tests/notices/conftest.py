"""The small street under the packs that ask for greetings."""

from tests.boards.conftest import town

__all__ = ["town"]
