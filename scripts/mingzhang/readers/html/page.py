"""The tree of a web page, without what is no text of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.html.inline import one_line

MOST_ELEMENTS = 1_000_000
HIDDEN = "hidden-text"
"""The tag of what stands for an element nobody sees; its `n` says how many characters that has."""

_NO_TEXT = (
    *("script", "style", "noscript", "template", "iframe", "frame", "object", "applet", "embed", "canvas", "svg"),
    *("math", "select", "datalist", "button", "textarea", "input", "audio", "video", "map", "rt", "rp", "xml"),
)
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_SITE = re.compile(r"\s*[-_|–—]+\s*")
_HEADINGS = ("h1", "h2", "h3")
_NAMED_TITLE = re.compile(r"(?:^|[-_ ])(?:\w*title|tit|bt)(?:$|[-_ 0-9])", re.IGNORECASE)
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the tree of its body (an lxml element), the title it gives its text, and where its links start from."""

    body: Any
    title: str
    base: str = ""


def parse(name: str, text: str) -> Page:
    """A page of HTML; entities it declares, and all that is elsewhere, stay unread.

    Raises `DisclosureError`: `read-html-depth`, `read-too-many-elements`, `read-no-text`.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    root = etree.fromstring(_without_server_code(text).encode("utf-8", "replace"), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        message, expected = "the elements of the page are nested too deeply", "at most 2048 elements in one another"
        raise DisclosureError("read-html-depth", message, name, None, expected)
    if root is None:
        raise DisclosureError("read-no-text", "the web page holds no text of its own", name, None, "a disclosure")
    if (count := int(root.xpath("count(//*)"))) > MOST_ELEMENTS:
        message = f"the page has {count} elements"
        raise DisclosureError("read-too-many-elements", message, name, None, f"at most {MOST_ELEMENTS}")
    title, base = _title_of(root), root.find(".//base[@href]")
    etree.strip_elements(root, *_NO_TEXT, "head", with_tail=False)
    found = root.find(".//body")
    body = root if found is None else found
    _hide(body)
    return Page(body, title, "" if base is None else base.get("href").strip())


def _without_server_code(text: str) -> str:
    """A page without `<% … %>`, which some servers send as it is instead of running it."""
    first, *others = text.split("<%")
    return first + "".join(other.partition("%>")[2] if "%>" in other else f"<%{other}" for other in others)


def _hide(body: Any) -> None:
    """Put a count in the place of every element that is not displayed."""
    found = [one for one in body.iter() if one is not body and _is_hidden(one)]
    for element in found:
        count = sum(len("".join(text.split())) for text in element.itertext())
        element.clear(keep_tail=True)
        element.tag = HIDDEN
        element.set("n", str(count))


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style", "")) is not None


def _title_of(root: Any) -> str:
    """The title of the text: what the page's data calls so, else a heading that its window is named after.

    `ArticleTitle` is one of the fields that pages of government sites carry (GB/T 21061 and the rules for such sites).
    """
    for meta in root.iter("meta"):
        if meta.get("name", "").lower() == "articletitle" and (told := one_line(meta.get("content", ""))):
            return told
    window = one_line(next(("".join(one.itertext()) for one in root.iter("title")), ""))
    heading = _heading(root, window)
    return heading or max(_SITE.split(window), key=len, default="")


def _heading(root: Any, window: str) -> str:
    bare = "".join(window.split())
    for element in root.iter():
        is_heading = element.tag in _HEADINGS or _NAMED_TITLE.search(
            f"{element.get('class', '')} {element.get('id', '')}"
        )
        if not is_heading or element.tag in ("title", "body", "table"):
            continue
        text = one_line("".join(element.itertext())) if len(element) < 20 else ""
        same = "".join(text.split())
        if 8 <= len(same) <= _LONGEST_TITLE and (same in bare or (len(bare) >= 8 and bare in same)):
            return text
    return ""
