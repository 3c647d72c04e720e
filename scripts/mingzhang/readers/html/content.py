"""The content of a page: the box that holds its text and tables, without navigation, footers and what sites add.

From the body inwards: while all but one of a box's parts are furniture, that one is the content. Nothing that could be
part of the text is left out: where two parts may be, the box that holds both is the content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingzhang.readers.html.links import attachment_of
from mingzhang.readers.html.page import HIDDEN, Page
from mingzhang.readers.html.tables import is_layout

_BOXES = frozenset(
    (
        "article",
        "center",
        "div",
        "form",
        "main",
        "section",
        "table",
        "tbody",
        "td",
        "tr",
        "body",
        "span",
        "font",
        "ul",
        "li",
    )
)
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav\w*|menu\w*|foot\w*|bottom\w*|header|head|top|topbar|copyright|crumbs?\w*|bread\w*|position|"
    r"place|dqwz|share\w*|bdshare\w*|side|sidebar|links?|flinks?\w*|friend\w*|relat\w*|xgxw|pag(?:er|ination)\w*|toolbar|"
    r"search\w*|login|qrcode|ewm|print|weixin|wechat)(?:$|[-_ 0-9])",
    re.IGNORECASE,
)
_SITE_WORDS = re.compile(r"版权所有|ICP备|网站标识码|公网安备|技术支持|网站地图|联系我们")
_TOLD_OF_TEXT = re.compile(
    r"(?:来源|(?:发布|更新)时间|(?:发布|发文|成文|生成)日期|字号|字体|字体大小|索引号|发布机构|浏览(?:次数|量)|点击[数量]|访问次数|责任编辑|作者)\s*[:：]"
    r"|^首页[>›»＞/|]|当前位置|(?:您|你)(?:现在)?(?:的|所在)?位置|分享到|打印本页|关闭窗口|【打印】|上一篇|下一篇|扫一扫"
)
_DATE = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_AMOUNT = re.compile(r"\d\.\d\d(?!\d)|\d,\d{3}")
_SHORT, _SHORT_OF_SITE = 160, 800  # characters of what tells of a text, and of a site
_LINKED = 0.35  # share of the text outside of links, up to which a part is a list of links
_GREAT = 0.3  # share of the page's text from which a part is no furniture, whatever it is called
FEWEST_PLACED = 30
"""Elements with absolute places from which a page may be one of placed words (`positioned`)."""


@dataclass(slots=True)
class _Weight:
    """What an element holds: characters outside and inside of links, files, pictures, amounts, placed words."""

    text: int = 0
    linked: int = 0
    files: int = 0
    pictures: int = 0
    amounts: int = 0
    placed: int = 0

    def add(self, other: _Weight) -> None:
        """Take in what a part holds."""
        self.text += other.text
        self.linked += other.linked
        self.files += other.files
        self.pictures += other.pictures
        self.amounts += other.amounts
        self.placed += other.placed


def find_content(page: Page) -> Any:
    """The element that holds the content of a page; the furniture among its parts is taken out of it."""
    weights = _weigh(page.body)
    title = "".join(page.title.split())
    whole, node = weights[page.body].text, page.body
    is_placed = weights[page.body].placed >= FEWEST_PLACED
    if not is_placed:  # a few placed things are decoration
        for weight in weights.values():
            weight.placed = 0
    while True:
        furniture = dict.fromkeys(part for part in node if _is_furniture(part, weights[part], whole, title))
        left = [part for part in node if part not in furniture and _holds(weights[part])]
        if not left and node is page.body:
            return node
        alone = left[0] if len(left) == 1 and not _own_text(node) else None
        if alone is not None and alone.tag in _BOXES and (alone.tag != "table" or is_layout(alone)):
            node = alone
            continue
        for part in furniture:
            _take_out(part)
        if not is_placed:
            _clear_around_title(node, title, weights, whole)
        return node


def _clear_around_title(content: Any, title: str, weights: Mapping[Any, _Weight], whole: int) -> None:
    """Take out what stands before the title inside the content (where one is), and furniture beside it."""
    heading = next((one for one in content.iterdescendants() if _is_heading(one, weights[one], title)), None)
    while heading is not None and heading is not content:
        for part in list(heading.itersiblings(preceding=True)):
            weight = weights[part]
            if _holds(weight) and weight.text <= _SHORT and not weight.amounts and not weight.files:
                _take_out(part)
        for part in list(heading.itersiblings()):
            if _is_furniture(part, weights[part], whole, title):
                _take_out(part)
        heading = heading.getparent()


def _is_heading(element: Any, weight: _Weight, title: str) -> bool:
    """Whether an element is the title and nothing else; a link to the page itself in its navigation is not."""
    if not title or element.tag == "a" or weight.text > len(title) or weight.linked:
        return False
    return "".join("".join(element.itertext()).split()) == title


def _weigh(body: Any) -> dict[Any, _Weight]:
    """The weight of every element of a tree, from its leaves up."""
    weights = {element: _Weight() for element in body.iter()}
    for element in reversed(weights):
        own = weights[element]
        _add_text(own, element.text)
        own.placed += "absolute" in element.get("style", "")
        if element.tag == "img":
            own.pictures += 1
        elif element.tag == "a" and element.get("href") and not element.get("href").startswith("#"):
            own.linked, own.text = own.linked + own.text, 0
            own.files += attachment_of(element) is not None
        if element is not body:
            around = weights[element.getparent()]
            around.add(own)
            _add_text(around, element.tail)
    return weights


def _add_text(weight: _Weight, text: str | None) -> None:
    if text and (bare := "".join(text.split())):
        weight.text += len(_DATE.sub("", bare))
        weight.amounts += len(_AMOUNT.findall(bare))


def _holds(weight: _Weight) -> bool:
    return bool(weight.text or weight.linked or weight.pictures)


def _own_text(node: Any) -> bool:
    """Whether words stand in a box itself, outside of its parts."""
    return any(re.search(r"\w", text or "") for text in (node.text, *(part.tail for part in node)))


def _is_furniture(part: Any, weight: _Weight, whole: int, title: str) -> bool:
    if part.tag == HIDDEN or not _holds(weight) or weight.placed:
        return False
    if (weight.text >= _GREAT * whole and weight.text > _SHORT) or weight.amounts > 3:
        return False
    if part.tag in _FURNITURE_TAGS or _FURNITURE.search(f"{part.get('class', '')} {part.get('id', '')}"):
        return True
    if not weight.files and weight.text * 2 < whole and _is_list_of_links(weight):
        return True
    text = "".join("".join(part.itertext()).split()) if weight.text + weight.linked <= _SHORT_OF_SITE else ""
    if text and text == title:
        return True
    if weight.files or weight.amounts:
        return False
    return bool(_SITE_WORDS.search(text)) or (len(text) <= _SHORT and bool(_TOLD_OF_TEXT.search(text)))


def _is_list_of_links(weight: _Weight) -> bool:
    return weight.linked > 0 and weight.text <= _LINKED * (weight.text + weight.linked)


def _take_out(part: Any) -> None:
    """Remove an element but not the text behind it."""
    parent, before, tail = part.getparent(), part.getprevious(), part.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(part)
