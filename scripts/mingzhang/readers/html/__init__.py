"""HTML: the content of a page by lxml, its tables in their grid; a page of placed words goes through `readers.grid`.

Whatever a page says of scripts, styles and other addresses, nothing is run and nothing is fetched.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.html.content import find_content
from mingzhang.readers.html.decoding import decode
from mingzhang.readers.html.flow import read_flow
from mingzhang.readers.html.links import links_around
from mingzhang.readers.html.mhtml import page_in
from mingzhang.readers.html.page import parse
from mingzhang.readers.html.positioned import read_positioned
from mingzhang.readers.port import Reading

_SHORT = 400  # characters: what a page that only reports an error has at most
_STATUS = re.compile(r"^\W*(?:error\W*)?(?:40[0-9]|41[0-9]|50[0-9])(?![0-9年.,%万])", re.IGNORECASE)
_ERROR = re.compile(
    r"not found|forbidden|bad gateway|service unavailable|gateway time-?out|access denied|internal server error"
    r"|页面(?:不存在|已删除|没有找到|无法显示)|(?:页面|网页|文件)(?:找不到|不存在)|找不到(?:该|您|页面|网页|文件)"
    r"|(?:无法|禁止|拒绝)访问|访问(?:受限|被拒绝|被阻断|过于频繁)|系统(?:错误|异常|繁忙)|安全验证|人机验证|验证码",
    re.IGNORECASE,
)
_EXPECTED = "the page of a disclosure"
_FETCH = "open its address again and save what is shown there"


def read(name: str, data: bytes) -> Reading:
    """The reading of a web page.

    Raises `DisclosureError`: `read-empty`, `read-nul`, `read-encoding`, `read-html-depth`, `read-too-many-elements`,
    `read-too-many-cells`, `read-page-size`, `read-no-text`, `read-no-disclosure`.
    """
    return _read_page(name, *decode(data, Path(name)))


def read_mhtml(name: str, data: bytes) -> Reading:
    """The reading of a web page saved with all it shows in one file (RFC 2557); raises `read-mhtml` besides."""
    page, charset = page_in(name, data)
    return _read_page(name, *decode(page, Path(name), charset))


def _read_page(name: str, text: str, encoding: str) -> Reading:
    page = parse(name, text)
    content = find_content(page)
    links = links_around(content, page.base)
    reading = read_positioned(name, content, links) or read_flow(name, page.title, content, links)
    _refuse_no_disclosure(name, page.title, reading)
    return replace(reading, encoding=encoding)


def _refuse_no_disclosure(name: str, title: str, reading: Reading) -> None:
    """An error of a web server is often saved under the name of the file that was asked for."""
    lines = [line for line in reading.text.split("\n") if line.strip()]
    if any(mark.mark == "attachment" for mark in reading.marks) and lines:
        return
    is_short = len(reading.text) <= _SHORT and "\t" not in reading.text
    if is_short and any(_STATUS.search(line) or _ERROR.search(line) for line in (title, *lines)):
        message = f"no disclosure: a web page that reports an error ({(lines or [title])[0][:60]})"
        raise DisclosureError("read-no-disclosure", message, name, None, _EXPECTED, _FETCH)
    if not lines or lines == [title]:
        pictures = any(mark.mark == "picture" for mark in reading.marks)
        message = "the web page holds pictures, no text" if pictures else "the web page holds no text of its own"
        raise DisclosureError("read-no-text", message, name, None, _EXPECTED, _FETCH)
