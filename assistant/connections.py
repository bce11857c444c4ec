"""What an operator connects: chat tools, a language model that rewrites, and sites whose pages may call."""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from assistant.clouds import CLOUDS, PUBLIC, Cloud
from corpus.errors import BadSetting

SLACK_API = "https://slack.com/api/"


class Slack(NamedTuple):
    """A Slack app.

    Attributes:
        bot_token: `xoxb-…`, with which it writes.
        signing_secret: tells requests of Slack from others; empty where only Socket Mode is used.
        app_token: `xapp-…` of Socket Mode, which needs no public address; empty without it.
        api: the address of Slack's methods; governments of the United States have another.
    """

    bot_token: str
    signing_secret: str = ""
    app_token: str = ""
    api: str = SLACK_API


class Teams(NamedTuple):
    """A bot of Microsoft Teams: the id and secret of its registration, and the tenant it is of."""

    app_id: str
    secret: str
    tenant: str
    cloud: Cloud = PUBLIC


class Matrix(NamedTuple):
    """An account of a Matrix server that answers: the server's address, `@name:server`, and its access token.

    Attributes:
        servers: names of those whose people may invite it, or *; empty for its own alone.
    """

    homeserver: str
    user: str
    token: str
    servers: tuple[str, ...] = ()


class Rewriter(NamedTuple):
    """A language model behind an OpenAI-compatible address that may reword answers.

    Attributes:
        address: such as http://127.0.0.1:11434/v1.
        model: its name there.
        key: sent as a bearer token; empty for none.
        seconds: after which the answer goes out as it was compiled.
    """

    address: str
    model: str
    key: str = ""
    seconds: float = 20.0


class Connections(NamedTuple):
    """What is connected; None for what is not.

    Attributes:
        origins: of pages of other sites that may call the API with a key, such as https://chat.example.org.
    """

    slack: Slack | None = None
    teams: Teams | None = None
    matrix: Matrix | None = None
    rewriter: Rewriter | None = None
    origins: tuple[str, ...] = ()


NOTHING = Connections()

Value = Callable[[str, str], str]
"""Reads the variable CITYGRAFT_ and a name; its default where it is not set."""


def connections(value: Value) -> Connections:
    """Read what is connected.

    Raises:
        BadSetting: a variable is missing beside others, or has a value that cannot be used.
    """
    return Connections(
        slack=_slack(value),
        teams=_teams(value),
        matrix=_matrix(value),
        rewriter=_rewriter(value),
        origins=tuple(map(_origin, value("ORIGINS", "").replace(",", " ").split())),
    )


def _slack(value: Value) -> Slack | None:
    names = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN")
    token, secret, socket = (value(name, "") for name in names)
    if not (token or secret or socket):
        return None
    if not token:
        raise _missing("SLACK_BOT_TOKEN", "docs/slack.md says where Slack shows it")
    if not (secret or socket):
        raise _missing(
            "SLACK_SIGNING_SECRET", "or CITYGRAFT_SLACK_APP_TOKEN where there is no public address"
        )
    return Slack(token, secret, socket, _address("SLACK_API", value("SLACK_API", SLACK_API)) + "/")


def _teams(value: Value) -> Teams | None:
    given = _together(value, "docs/teams.md", "TEAMS_APP_ID", "TEAMS_SECRET", "TEAMS_TENANT")
    if not given:
        return None
    app_id, secret, tenant = given
    return Teams(app_id, secret, tenant, _cloud(value("TEAMS_CLOUD", "public")))


def _cloud(given: str) -> Cloud:
    if given not in CLOUDS:
        raise BadSetting(f"CITYGRAFT_TEAMS_CLOUD is '{given}'. Give one of: {', '.join(CLOUDS)}.")
    return CLOUDS[given]


def _matrix(value: Value) -> Matrix | None:
    given = _together(value, "docs/matrix.md", "MATRIX_HOMESERVER", "MATRIX_USER", "MATRIX_TOKEN")
    if not given:
        return None
    if not re.fullmatch(r"@[^\s:]+:\S+", given[1]):
        raise BadSetting(f"CITYGRAFT_MATRIX_USER is '{given[1]}'. Give it as @name:server.")
    servers = tuple(value("MATRIX_SERVERS", "").replace(",", " ").split())
    return Matrix(_address("MATRIX_HOMESERVER", given[0]), given[1], given[2], servers)


def _rewriter(value: Value) -> Rewriter | None:
    given = _together(value, "docs/rewriting.md", "REWRITER_ADDRESS", "REWRITER_MODEL")
    if not given:
        return None
    seconds = value("REWRITER_SECONDS", "20")
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", seconds) or not 1 <= float(seconds) <= 120:
        raise BadSetting(f"CITYGRAFT_REWRITER_SECONDS is '{seconds}'. Give a number from 1 to 120.")
    key = value("REWRITER_KEY", "")
    if not re.fullmatch(r"[!-~]*", key):  # never shown: it may be nearly right
        raise BadSetting(
            "CITYGRAFT_REWRITER_KEY has a blank or a character that no key can have. Copy the key again."
        )
    address = _address("REWRITER_ADDRESS", given[0])
    return Rewriter(_with_port(address), given[1], key, float(seconds))


def _with_port(address: str) -> str:
    """The rewriter's address; its port, where it has one, is a number up to 65535."""
    try:
        _ = urlsplit(address).port
    except ValueError as error:
        raise BadSetting(
            f"CITYGRAFT_REWRITER_ADDRESS is '{address}', which is no address ({error}). "
            "Give one such as http://127.0.0.1:11434/v1."
        ) from error
    return address


def _together(value: Value, page: str, *names: str) -> list[str]:
    """The values of variables of which all are set, or none."""
    given = [value(name, "") for name in names]
    if not any(given):
        return []
    for name, held in zip(names, given, strict=True):
        if not held:
            raise _missing(name, f"{page} says where to find it")
    return given


def _missing(name: str, then: str) -> BadSetting:
    return BadSetting(f"CITYGRAFT_{name} is not set, and is needed beside the others; {then}.")


def _address(name: str, given: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", given):
        raise BadSetting(
            f"CITYGRAFT_{name} is '{given}'. Give an address that begins with https://."
        )
    return given.rstrip("/")


def _origin(given: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#*]+", given):
        raise BadSetting(
            f"CITYGRAFT_ORIGINS has '{given}'. Give scheme, host and port of each site, and nothing "
            "behind them, such as https://chat.example.org."
        )
    return given.lower()
