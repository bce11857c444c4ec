"""A file that a browser saves and never shows."""

from typing import Any, Literal
from urllib.parse import quote

from fastapi.responses import Response

from api.exports.safe import ascii_name, file_name

Kind = Literal["docx", "md", "json", "csv"]

MEDIA: dict[Kind, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
"""Media types by the suffix that the file gets."""


def described(*kinds: Kind) -> dict[int | str, dict[str, Any]]:
    """A file of one of these kinds, for the description of the API."""
    content: dict[str, Any] = {MEDIA[kind].partition(";")[0]: {} for kind in kinds}
    return {200: {"description": "The file, to be saved", "content": content}}


def attachment(content: bytes, kind: Kind, name: str) -> Response:
    """A file to save.

    Args:
        name: a title for the file's name; it gets a safe one in ASCII, and one in its own script (RFC 5987).
    """
    own = quote(f"{file_name(name)}.{kind}", safe="")
    return Response(
        content,
        media_type=MEDIA[kind],
        headers={
            "Content-Disposition": f"attachment; filename=\"{ascii_name(name)}.{kind}\"; filename*=UTF-8''{own}",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-cache",
        },
    )
