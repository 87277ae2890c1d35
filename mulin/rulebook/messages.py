"""What the schema objects to, in Chinese."""

from __future__ import annotations

from typing import Any

MESSAGES = {
    "missing": "缺少“{field}”",
    "extra_forbidden": "没有“{field}”这个词，请核对拼写",
    "string_pattern_mismatch": "“{input}”的写法不对，应符合 {pattern}",
    "string_type": "应是文字（数字请加引号）",
    "int_type": "应是整数",
    "int_parsing": "“{input}”不是整数",
    "int_from_float": "“{input}”不是整数",
    "bool_type": "应是 true 或 false",
    "bool_parsing": "应是 true 或 false",
    "decimal_type": "应是数，或 {{parameter: 参数名}}",
    "decimal_parsing": "“{input}”不是数",
    "literal_error": "“{input}”不在可选范围，可写 {expected}",
    "union_tag_invalid": "“{tag}”不在可选范围，可写 {expected_tags}",
    "union_tag_not_found": "缺少 {discriminator}，不知道是哪一种",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "至多 {max_length} 项",
    "string_too_short": "至少要写 {min_length} 个字",
    "tuple_type": "应是列表（每行以“- ”开头）",
    "list_type": "应是列表（每行以“- ”开头）",
    "dict_type": "应是“名称: 内容”",
    "model_type": "应是“名称: 内容”，不能只写一个值",
    "model_attributes_type": "应是“名称: 内容”，不能只写一个值",
    "date_type": "应是日期，例如 2021-06-30",
    "date_from_datetime_parsing": "“{input}”不是日期，请写成 2021-06-30",
    "date_from_datetime_inexact": "只写日期，不写时间，例如 2021-06-30",
    "date_parsing": "“{input}”不是日期，请写成 2021-06-30",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "greater_than": "应大于 {gt}",
    "finite_number": "应是有限的数",
}

PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "小写字母、数字和下划线，以字母开头",
    r"^\d{2}\.\d{1,2}$": "两位指标号加小项号，例如 06.2",
}


LISTS = ("expected", "expected_tags", "discriminator")
"""Words of the schema's errors that list what may be written."""


def chinese(error: Any) -> str:
    """One pydantic error (as in ``ValidationError.errors()``) as a Chinese sentence."""
    context = dict(error.get("ctx") or {})
    if error["type"] in ("value_error", "assertion_error"):
        return str(context.get("error", "此处内容不合要求"))
    template = MESSAGES.get(error["type"])
    if template is None:
        return "此处内容不合要求，请对照格式说明"
    field = error["loc"][-1] if error["loc"] else ""
    known = {"field": field, "input": error.get("input")} | context
    known["pattern"] = PATTERNS.get(str(context.get("pattern")), "规定的写法")
    return template.format_map(known | {word: listed(known[word]) for word in LISTS if word in known})


def listed(words: str) -> str:
    """What may be written, as Chinese lists it: the schema says ``'a', 'b' or 'c'``."""
    return words.replace("'", "").replace(" or ", "、").replace(", ", "、")
