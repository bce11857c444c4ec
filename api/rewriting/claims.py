"""A language model's text as claims: what stands before each group of citations, with their numbers."""

import re
from typing import NamedTuple

MAX_TEXT = 1500
"""Characters of a text."""

MAX_CLAIMS = 8
"""Claims of a text: it is shown before the quotes, and is there to be short."""

_CITED = re.compile(r"((?:\s*\[\d{1,3}(?:\s*,\s*\d{1,3}){0,4}\])+)")
_MARKUP = re.compile(
    r"[<>\[\]{}`*_|\\~^#@!?\u2022]|(?:^|\s)[-+]\s|://|\bwww\.|\bhttps?\b|\bmailto\b|\w\.(?:com|org|net|io|dev)\b",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(
    r"\b(?:you|your|yours|yourself|please|click|subscribe)\b|language model|system prompt|\bas an ai\b|"
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|previous|above|prior|prompt|rule)|"
    r"\b(?:instruction|prompt)s?\b.{0,20}\b(?:above|before|following|below)\b",
    re.IGNORECASE,
)


class Claim(NamedTuple):
    """What is said, and the numbers of the citations behind it."""

    said: str
    numbers: tuple[int, ...]


def claims(text: str) -> list[Claim]:
    """The claims of a text on one line; what no citation follows has no numbers."""
    parts = _CITED.split(text)
    found = [
        Claim(_said(said), tuple(map(int, re.findall(r"\d+", cited))))
        for said, cited in zip(parts[::2], [*parts[1::2], ""], strict=True)
    ]
    return [claim for claim in found if claim.said or claim.numbers]


def _said(text: str) -> str:
    """Without the one sign that parts it from the claim before, and its own full stop; all others count."""
    return re.sub(r"^[.,;](?=\s|$)", "", text).strip().removesuffix(".").rstrip()


def unfit(text: str) -> str:
    """Why a text cannot be one that is shown, whatever it says; empty where it can."""
    if not text:
        return "it is empty"
    if len(text) > MAX_TEXT:
        return f"it has {len(text)} characters; the limit is {MAX_TEXT}"
    said = _CITED.sub(" ", text)
    if _MARKUP.search(said):
        return "it has a link, a list, markup, a question or a call in it"
    if _ADDRESSES.search(said):
        return "it addresses the reader, or speaks of instructions"
    return ""
