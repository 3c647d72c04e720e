"""What lies beside `source.txt`: where its lines are printed, and what is to be known of some of its places."""

from __future__ import annotations

from typing import get_args

from mingzhang.ground.source import MarkKind
from mingzhang.schemas.fields import LOCATOR, Field
from mingzhang.schemas.table import Table

LARGEST_POINT = 20_000
"""Points: pages of PDF are at most 14,400 wide or high (ISO 32000-1, annex C)."""

COORDINATE = r"-?(0|[1-9][0-9]{0,4})\.[0-9]"
CONFIDENCE = r"0(\.[0-9]{1,4})?|1(\.0{1,4})?"


def _number(name: str, title: str, title_en: str, description: str) -> Field:
    return Field(name, "integer", title, title_en, description, required=True, minimum=1)


def _point(name: str, title: str, title_en: str) -> Field:
    description = "点（1/72 英寸），自页面显示时的左上角量起，一位小数。"
    return Field(name, "number", title, title_en, description, required=True, pattern=COORDINATE)


def _table(name: str, title: str, title_en: str, fields: tuple[Field, ...], key: int, about: tuple[str, str]) -> Table:
    names = tuple(field.name for field in fields)
    own = {field.name: field for field in fields}
    return Table(name, "common", title, title_en, names, names[:key], *about, own=own)


SOURCE_MAP = _table(
    "source_map",
    "原文各行在原文件页面上的位置",
    "Where each line of the source is printed",
    (
        _number("line", "行", "Line", "source.txt 的行，从 1 起。"),
        _number("file", "文件", "File", "数据包描述 sources 中的第几个文件，从 1 起。"),
        _number("page", "页", "Page", "该文件的第几页，从 1 起。"),
        _point("x0", "左", "Left"),
        _point("y0", "上", "Top"),
        _point("x1", "右", "Right"),
        _point("y1", "下", "Bottom"),
    ),
    3,
    (
        "每行在每一页上的部分各占一条；跨页的行有多条。",
        "One row for each line and each page it is printed on; a line over two pages has two.",
    ),
)

SOURCE_MARKS = _table(
    "source_marks",
    "原文中需要说明的位置",
    "Places of the source that need a word",
    (
        Field(
            "locator",
            "string",
            "原文位置",
            "Locator",
            "source.txt 中的行与单元格（从 1 起），如 L165C5。",
            required=True,
            pattern=LOCATOR,
        ),
        Field("mark", "string", "标记", "Mark", required=True, enum=get_args(MarkKind)),
        Field(
            "confidence", "string", "置信度", "Confidence", "识别的置信度，0 至 1；其他标记为空。", pattern=CONFIDENCE
        ),
        Field("note", "string", "说明", "Note"),
    ),
    2,
    (
        "并非照印的内容：识别（ocr）、拼合（joined）、不可见（hidden）、缺失（cut）等。",
        "What is not simply printed: recognised (ocr), put together (joined), unseen (hidden), lost (cut) and so on.",
    ),
)

SOURCE_TABLES = (SOURCE_MAP, SOURCE_MARKS)
"""Resources of a package that only some have; each stands beside `source.txt`, not under `data/`."""
