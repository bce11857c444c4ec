"""What people write to say who they are: a code of their account, "disconnect", "who am I"."""

import re
from typing import NamedTuple

from api.access.account import Account
from api.access.codes import LENGTH, LETTERS, Codes, squeezed
from api.access.deeds import By
from api.access.identities import SURFACES, Identities
from api.access.tables import AccessFile
from api.chat.base import Asked, Kind, Reply
from corpus.errors import BadAccount

HOW = (
    "To have answers from all that you may see, sign in to Citygraft in your browser, choose "
    "'Connect a chat tool' on the page Account, and write me the line that it shows, here where only you read it."
)

ALONE = "That is between you and me: write to me alone, where nobody else reads it."

VOIDED = (
    "Codes are secret, and others can read this one, so it counts no more. "
    "Make a new one on the page Account, and write it to me alone."
)

WRONG = (
    "This code does not count: it is mistyped, was used, or is older than 10 minutes. "
    "Make a new one on the page Account, and write me its line as it stands there."
)

TOO_MANY = "Too many codes were tried, so none is looked at now. Wait {minutes} minutes, then make a new one."

YOURS = (
    "Where only you read the reply, I answer from all that you may see; where others read it, "
    "from what is public. Write 'disconnect' to end that."
)

NO_PERSON = "This chat tool does not tell me who writes, so nobody can be connected here."


_CODE = re.compile(
    rf"\bconnect\b.{{0,30}}?\b(?=[\w-]{{0,8}}\d)([{LETTERS}]{{4}}-[{LETTERS}]{{4}})\b",
    re.IGNORECASE,
)
"""A code as it is shown, whatever stands around it; looked at no further than a code is long, so that no text is slow."""


class _Meant(NamedTuple):
    """What somebody means: connect, disconnect or who; and the code that they gave."""

    what: str
    code: str = ""


def said(asked: Asked, file: AccessFile) -> Reply | None:
    """The reply to somebody who says, or asks, who they are; None where that is not what they write.

    Whoever may be a reader of the reply is told nothing of anybody.
    """
    meant = _meant(asked.text)
    if meant is None:
        return None
    if not asked.person:
        return _trouble(NO_PERSON)
    if asked.open:
        return _before_others(asked, meant, file)
    if meant.code:
        return _connected(asked, meant.code, file)
    if meant.what == "disconnect":
        return _disconnected(asked, file)
    account = Identities(file).account(asked.surface, asked.person)
    return _told(*(_you(account) if account else _nobody(asked)))


def _meant(text: str) -> _Meant | None:
    if found := _CODE.search(text):
        return _Meant("connect", found[1])
    text = " ".join(re.sub(r"[`*_~\"'“”‘’?.!:]+", " ", text).split())
    if re.fullmatch(r"who ?am ?i( here)?|whoami", text, re.IGNORECASE):
        return _Meant("who")
    if re.fullmatch(r"disconnect( me)?", text, re.IGNORECASE):
        return _Meant("disconnect")
    found = re.fullmatch(r"connect( me)?( with)?(?: (?P<code>.+))?", text, re.IGNORECASE)
    if found is None:
        return None
    code = found["code"] or ""
    return _Meant("connect", code) if not code or _is_code(code) else None


def _is_code(text: str) -> bool:
    """Whether it is, or was to be, a code, and not what a question begins with."""
    halves = re.fullmatch(r"\w{4}\W{0,3}\w{4}", text) is not None
    single = " " not in text and len(squeezed(text)) <= 2 * LENGTH
    return (halves or single) and any(map(str.isdigit, text))


def _before_others(asked: Asked, meant: _Meant, file: AccessFile) -> Reply:
    if not meant.code:
        return _told(ALONE)
    Codes(file).void(asked.surface, meant.code)
    return _trouble(VOIDED)


def _connected(asked: Asked, code: str, file: AccessFile) -> Reply:
    codes = Codes(file)
    if wait := codes.wait(asked.surface, asked.person):
        return _trouble(TOO_MANY.format(minutes=-(-wait // 60)))
    try:
        account = codes.redeem(asked.surface, asked.person, code)
    except BadAccount as error:
        return _trouble(str(error))
    return _trouble(WRONG) if account is None else _told("You are connected.", *_you(account))


def _disconnected(asked: Asked, file: AccessFile) -> Reply:
    identities = Identities(file)
    held = identities.of_person(asked.surface, asked.person)
    if held is None:
        return _told(*_nobody(asked))
    identities.disconnect(By(held.account, asked.surface), asked.surface, asked.person)
    return _told("You are disconnected: from now on I answer from what is public.")


def _you(account: Account) -> tuple[str, ...]:
    return f"To me you are {account.name}, {account.role}.", YOURS


def _nobody(asked: Asked) -> tuple[str, ...]:
    tool = SURFACES.get(asked.surface, asked.surface)
    return (
        f"You are connected to no account, so I answer from what is public. {tool} calls you {asked.person}.",
        HOW,
    )


def _told(*lines: str) -> Reply:
    return Reply(kind=Kind.TOLD, lines=lines)


def _trouble(line: str) -> Reply:
    return Reply(kind=Kind.TROUBLE, lines=(line,))
