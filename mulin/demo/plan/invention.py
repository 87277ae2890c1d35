"""Names, numbers and days made up from one seed. No real person, unit or place is meant."""

import datetime
import random
from collections.abc import Sequence
from typing import Any, TypeVar

from faker import Faker

from mulin.foundation.identifiers import credit_check_letter, identity_check_digit

SEED = 20220630
AREA = "339901"
TRADES = (
    "商贸",
    "信息技术",
    "餐饮",
    "物流",
    "文化传媒",
    "建材",
    "服饰",
    "电子",
    "家政服务",
    "教育咨询",
    "机电",
    "食品",
)
BRANDS = (
    "云锦",
    "澜丰",
    "听荷",
    "星禾",
    "远帆",
    "宏图",
    "佳木",
    "盛和",
    "新启",
    "博远",
    "天泽",
    "恒川",
    "汇源达",
    "金穗",
    "瑞安达",
    "卓凡",
)
Thing = TypeVar("Thing")


class Invention:
    """One source of chance for the whole street."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)
        self.faker = Faker("zh_CN")
        self.faker.seed_instance(seed)
        self._names: set[str] = set()
        self._identities = 0
        self._units = 0

    def person(self) -> str:
        """A name that nobody else in the street bears."""
        while True:
            name = self.faker.name()
            if name not in self._names:
                self._names.add(name)
                return str(name)

    def unit_name(self, suffix: str = "有限公司") -> str:
        """A name of an enterprise, told apart by its number."""
        self._units += 1
        brand, trade = self.random.choice(BRANDS), self.random.choice(TRADES)
        return f"云川{brand}{trade}{self._units:05d}号{suffix}"

    def identity(self, born: datetime.date) -> str:
        """An identity number with the right check digit, in an area that does not exist."""
        self._identities += 1
        first = f"{AREA}{born:%Y%m%d}{self._identities % 1000:03d}"
        return first + identity_check_digit(first)

    def phone(self) -> str:
        """A mobile number."""
        return f"19{self.random.randrange(10**9):09d}"

    def credit_code(self, kind: str) -> str:
        """A code with the right check letter; ``kind`` is its first two characters."""
        first = f"{kind}{AREA}{self._units:08d}X"
        return first + credit_check_letter(first)

    def chance(self, share: float) -> bool:
        """True for this share of all questions."""
        return self.random.random() < share

    def some(self, things: Sequence[Thing], number: int) -> list[Thing]:
        """So many of them, or all when there are fewer."""
        return self.random.sample(things, min(number, len(things)))

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of them."""
        return self.random.choice(things)

    def day(self, first: datetime.date, last: datetime.date) -> datetime.date:
        """A day from first to last."""
        return first + datetime.timedelta(days=self.random.randint(0, (last - first).days))


Row = dict[str, Any]
