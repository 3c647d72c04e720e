"""MHTML (RFC 2557): a page and what it shows in one file, as browsers and Word save it, often under another name."""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from itertools import islice

from mingzhang.ground.errors import DisclosureError

MOST_PARTS = 2_000


def page_in(name: str, data: bytes) -> tuple[bytes, str]:
    """The bytes of the page and the encoding its part is said to have; raises `DisclosureError` (`read-mhtml`)."""
    try:
        message: Message = BytesParser(policy=policy.compat32).parsebytes(data.lstrip())
        return _page_of(name, message)
    except (MessageError, RecursionError, LookupError, ValueError, TypeError) as error:
        raise _broken(name, f"the parts of the file are damaged ({type(error).__name__})") from None


def _page_of(name: str, message: Message) -> tuple[bytes, str]:
    parts = list(islice(message.walk(), MOST_PARTS + 1))
    if len(parts) > MOST_PARTS:
        raise _broken(name, f"the file has more than {MOST_PARTS} parts")
    for part in parts:
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                return body, str(part.get_content_charset() or "")
    raise _broken(name, "none of the file's parts is a page")


def _broken(name: str, message: str) -> DisclosureError:
    remedy = "open it in a browser or in Word and save it as a web page or PDF"
    return DisclosureError("read-mhtml", message, name, None, "a whole MHTML file", remedy)
