"""How a disclosure is cited, and what machines are told about it."""

from __future__ import annotations

from mingzhang.feeds import cite_bibtex, cite_csl, cite_text, cite_text_en, schema_org
from mingzhang.site import addresses
from mingzhang.site.downloads import Offer
from mingzhang.site.html import mixed, text
from mingzhang.site.page import Links


def citation_section(links: Links, offer: Offer) -> str:
    """Citations as text in both languages, for BibTeX and for CSL; buttons to copy appear where scripts run."""
    say = links.say
    dataset = offer.dataset
    told = {
        "zh": say.zh(text(cite_text(offer.published, offer.site, offer.released))),
        "en": f'<span lang="en">{mixed(cite_text_en(offer.published, offer.site, offer.released))}</span>',
    }
    first, second = ("en", "zh") if say.lang == "en" else ("zh", "en")
    bibtex = cite_bibtex(offer.published, offer.site, offer.released)
    csl = cite_csl(offer.published, offer.site, offer.released)
    other = say("English", '<span lang="zh">中文</span>')
    blocks = "\n".join(
        (
            f"<h3>{other}</h3>\n{_quoted(links, second, told[second])}",
            f"<h3>BibTeX</h3>\n{_code(links, 'bibtex', bibtex)}",
            f"<h3>CSL-JSON</h3>\n{_code(links, 'csl', csl)}",
        )
    )
    named = f'<a href="{text(dataset.licence.url)}">{text(dataset.licence.name)}</a>'
    place = f"<code>{dataset.name} L165C5</code>"
    rules = say(
        f"引用单个数字时，请附它的原文位置，例如 {place}。数据以 {named} 许可发布。",
        f"When you cite a single figure, add its place in the document, as in {place}. The data are licensed {named}.",
    )
    more = say("英文、BibTeX、CSL-JSON", "In Chinese, BibTeX, CSL-JSON")
    return (
        f'<section>\n<h2 id="cite">{say("引用与许可", "Citation and licence")}</h2>\n'
        f'{_quoted(links, first, told[first])}\n<p class="quiet">{rules}</p>\n'
        f"<details><summary>{more}</summary>\n{blocks}\n</details>\n{described(links, offer)}\n</section>"
    )


def described(links: Links, offer: Offer) -> str:
    """The disclosure as schema.org describes a dataset: data for search engines, which no browser runs."""
    here = addresses.in_language(offer.published.page, links.lang)
    return f'<script type="application/ld+json">{schema_org(offer.published, offer.site, here, links.lang)}</script>'


def _quoted(links: Links, name: str, inner: str) -> str:
    return f'<p class="cite" id="cite-{name}">{inner}</p>{_copy(links, name)}'


def _code(links: Links, name: str, content: str) -> str:
    return f'<pre class="cite"><code id="cite-{name}"{links.say.mark}>{text(content)}</code></pre>{_copy(links, name)}'


def _copy(links: Links, name: str) -> str:
    word = links.say("复制", "Copy")
    done = links.say("已复制", "Copied")
    return (
        f'<p><button class="copy" type="button" hidden data-copy="cite-{name}" data-done="{done}">{word}</button></p>'
    )
