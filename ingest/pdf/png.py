"""A picture's bytes as a PNG, written here: one kind of picture needs no library for all kinds."""

import struct
import zlib

LEVEL = 6
"""Of zlib's compression; a higher one takes three times as long for a hundredth less."""

PHOTOGRAPHIC = 0.2
"""Where so much is left of a picture after compression, each row is told by its difference to the one above."""


SHADES = 32
"""Of each colour that are told apart: a page of print looks the same, and takes two thirds of the bytes."""

_SHADES = bytes(round(round(v * (SHADES - 1) / 255) * 255 / (SHADES - 1)) for v in range(256))


def png(rows: bytes, width: int, height: int) -> bytes:
    """A PNG (ISO/IEC 15948) of 8 bits a channel; in grey where nothing has a colour.

    Args:
        rows: red, green and blue of each pixel, rows from above, without gaps.
    """
    assert len(rows) == 3 * width * height
    rows = rows.translate(_SHADES)
    grey = rows[0::3] == rows[1::3] == rows[2::3]
    rows, wide = (rows[0::3], width) if grey else (rows, 3 * width)
    packed = _packed(rows, wide, b"\0")
    if len(packed) > PHOTOGRAPHIC * len(rows):
        packed = min(packed, _packed(_differences(rows, wide), wide, b"\2"), key=len)
    head = struct.pack(">IIBBBBB", width, height, 8, 0 if grey else 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, packed, b""))
    )


def _packed(rows: bytes, wide: int, way: bytes) -> bytes:
    """Rows, each with the number of its filter in front, compressed."""
    told = b"".join(way + rows[at : at + wide] for at in range(0, len(rows), wide))
    return zlib.compress(told, LEVEL)


def _differences(rows: bytes, wide: int) -> bytes:
    """Every byte less the one above it, modulo 256: all at once, as two numbers of so many bytes.

    The high bits are set in one number and cleared in the other, so that no byte borrows from the next, and put
    right afterwards.
    """
    length = len(rows)
    high = int.from_bytes(b"\x80" * length, "big")
    low = int.from_bytes(b"\x7f" * length, "big")
    here = int.from_bytes(rows, "big")
    above = int.from_bytes(bytes(wide) + rows[:-wide], "big")
    less = ((here | high) - (above & low)) ^ (high & ~(here ^ above))
    return less.to_bytes(length, "big")


def _chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))
