"""What the headers of a site's answer say of the document: its file name, its kind, its encoding."""

import codecs
import re
from email.message import Message
from email.utils import collapse_rfc2231_value
from pathlib import PurePosixPath
from urllib.parse import unquote

from ingest.kinds import SUFFIXES, TEXTS, Kind
from ingest.plain.clean import clean
from ingest.web.address import Address

MAX_NAME = 120
"""Longest file name, in characters."""

Headers = list[tuple[bytes, bytes]]

_SAME = {
    "application/xhtml+xml": Kind.HTML,
    "text/x-markdown": Kind.MARKDOWN,
    "text/tab-separated-values": Kind.CSV,
    "application/csv": Kind.CSV,
    "application/x-ndjson": Kind.JSONL,
    "application/ndjson": Kind.JSONL,
    "application/x-pdf": Kind.PDF,
    "text/rtf": Kind.RTF,
}


def header(headers: Headers, name: str) -> str:
    """The first header of that name, in lower case; empty where there is none."""
    return next((_decoded(v).strip() for k, v in headers if k.lower() == name.encode()), "")


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def recoded(content: bytes, headers: Headers) -> bytes:
    """A text in UTF-8 with a mark, where the site's header alone tells its encoding; else as it came."""
    kind = header(headers, "content-type")
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", kind, re.IGNORECASE)
    if not match or not kind.lower().startswith(("text/", "application/xhtml")):
        return content
    try:
        codec = codecs.lookup(match[1])
        if codec.name in {"utf-8", "ascii", "iso8859-1"} or content[:2] in {
            b"\xff\xfe",
            b"\xfe\xff",
        }:
            return content  # servers say Latin-1 of everything: the content tells better
        return content.decode(codec.name).encode("utf-8-sig")
    except (LookupError, UnicodeError, ValueError, AttributeError):
        return content


def named(at: Address, headers: Headers, content_type: str) -> tuple[str, list[str]]:
    """A file's name as the site or the address has it, and what a person should know of it."""
    path = unquote(at.target.partition("?")[0])
    name = _safe(_attached(headers)) or _safe(path) or at.host
    kind = _SAME.get(content_type) or next((k for k in Kind if k == content_type), None)
    if kind is None:
        return name, []
    suffix = PurePosixPath(name).suffix.lower()
    told = next((k for k, endings in SUFFIXES.items() if suffix in endings), None)
    if told is None or (kind is Kind.HTML and told not in TEXTS):
        remark = [f"The address ends in {suffix}, but the site sent a web page."] if told else []
        return name + SUFFIXES[kind][0], remark
    return name, []


def _attached(headers: Headers) -> str:
    message = Message()
    message["Content-Disposition"] = re.sub(r"[\r\n]", "", header(headers, "content-disposition"))
    try:
        given = message.get_param("filename", "", "content-disposition")
        return collapse_rfc2231_value(given) if given else ""
    except (LookupError, ValueError):
        return ""


def _safe(name: str) -> str:
    """A name without folders, invisible characters and leading dots; a long one keeps its ending."""
    last = " ".join(clean(name).replace("\\", "/").rstrip("/").rpartition("/")[2].split())
    last = re.sub(r'[<>:"|?*]', "_", last).strip(" .")
    suffix = PurePosixPath(last).suffix[:12]
    return last if len(last) <= MAX_NAME else last[: MAX_NAME - len(suffix)] + suffix
