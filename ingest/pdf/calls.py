"""Functions of pdfium that are called for every line, without the checks of types that cost more than the calls."""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium


def _plain(function: Any) -> Callable[..., int]:
    """The same function, three times as fast; whoever calls it gives pointers as pointers and numbers as numbers."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)


def pointer(raw: Any) -> ctypes.c_void_p:
    """A text page of pypdfium2 as these functions take it; it must be kept open."""
    return ctypes.cast(raw, ctypes.c_void_p)


loose_box = _plain(pdfium.FPDFText_GetLooseCharBox)
char_box = _plain(pdfium.FPDFText_GetCharBox)
count_rects = _plain(pdfium.FPDFText_CountRects)
rect = _plain(pdfium.FPDFText_GetRect)
