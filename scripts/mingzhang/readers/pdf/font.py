"""The one font PDFium finds for files that embed none: every character is the same box.

PDFium leaves out text whose characters have no outline. With the machine's fonts what is read would depend on the
machine; without any, titles in fonts that are not embedded would be lost. Places come from the file's own widths, so
this font needs no shapes, only some outline for every character. It is written here byte by byte (TrueType, OpenType
1.9) because it holds nothing else.
"""

from __future__ import annotations

import struct
from functools import cache

_EM = 1000
_LAST = 0x10FFFF


@cache
def box_font() -> bytes:
    """A TrueType font of two glyphs, `.notdef` and a box; its character map sends all of Unicode to the box."""
    glyph = _box(0, -120, _EM, 880)
    tables = {
        b"cmap": _character_map(),
        b"glyf": glyph,
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, -120, _EM, 880, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 0),
        b"loca": struct.pack(">HHH", 0, 0, len(glyph) // 2),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _box(x0: int, y0: int, x1: int, y1: int) -> bytes:
    """A simple glyph: one contour of four points on the curve, each with its two coordinates in full."""
    corners = [(x0, y0), (x0, y1), (x1, y1), (x1, y0)]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip([(0, 0), *corners], corners, strict=False)]
    header = struct.pack(">hhhhhHH", 1, x0, y0, x1, y1, 3, 0)
    data = header + bytes([1] * 4) + b"".join(struct.pack(">h", x) for x, _ in steps)
    data += b"".join(struct.pack(">h", y) for _, y in steps)
    return data + bytes(-len(data) % 4)


def _character_map() -> bytes:
    """Format 13, many to one; platform 3 encoding 10 (all of Unicode)."""
    subtable = struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0, _LAST, 1)
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable


def _file(tables: dict[bytes, bytes]) -> bytes:
    offset = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += tag + struct.pack(">III", checksum, offset + len(body), len(data))
        body += padded
    return struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64) + directory + body
