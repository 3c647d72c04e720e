"""Pages that no generator builds: the frame of the portal as plain HTML, for a hub and for retired releases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.site.html import text
from mingzhang.site.language import Lang, Speaker

MARK = "assets/mark.svg"
PORTAL_STYLE = "assets/portal.css"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: `root` leads to the top of its folder (`""`, `../`), `other` to the other language.

    `styles` and `script` (a module) are addresses from the top; `foot` is HTML.
    """

    root: str
    other: str
    styles: Sequence[str]
    foot: str = ""
    script: str = ""

    def page(self, title: str, description: str, body: str, lang: Lang) -> bytes:
        """A whole page; `body` is HTML, the other texts are escaped here."""
        say, home = Speaker(lang), f"{self.root}{'en/' if lang == 'en' else ''}" or "./"
        styles = "\n".join(f'<link rel="stylesheet" href="{text(self.root + style)}">' for style in self.styles)
        script = f'\n<script type="module" src="{text(self.root + self.script)}"></script>' if self.script else ""
        brand = say("明账", 'Mingzhang <span lang="zh">明账</span>')
        return f"""\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="{text(description)}">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="{self.root}{MARK}" type="image/svg+xml">
<title>{text(title)} · {say("明账", "Mingzhang")}</title>
{styles}{script}
</head>
<body dir="ltr" data-md-color-scheme="paper">
<a class="skip" href="#content">{say("跳到正文", "Skip to the content")}</a>
<header class="top"><div class="inner">
<a class="brand" href="{home}"><img src="{self.root}{MARK}" alt="" width="26" height="26"><b>{brand}</b></a>
<a class="language" href="{text(self.other)}" lang="{say("en", "zh")}" hreflang="{say("en", "zh")}">\
{say("English", "中文")}</a>
</div></header>
<main><div class="content md-typeset" id="content" tabindex="-1">
{body}
</div></main>
<footer class="bottom"><div class="inner">
{self.foot}
<p class="quiet">{say(*_LICENCES)}</p>
</div></footer>
</body>
</html>
""".encode()


_LICENCES = (
    "数据 CC BY 4.0 · 代码 Apache-2.0 · 本站不设统计，不向任何其他网站发出请求。",
    "Data CC BY 4.0 · Code Apache-2.0 · No tracking, and no request to any other site.",
)


def leading_page(address: str, title: str, lang: Lang) -> bytes:
    """A page that leads at once, without scripts, to the one that stands for it now."""
    there = text(address)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<meta charset="utf-8">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={there}">\n<title>{text(title)}</title>\n'
        f'<p><a href="{there}">{text(title)}</a></p>\n</html>\n'
    ).encode()
