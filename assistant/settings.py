"""The settings: one frozen class, read from the environment in one place."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_data_path

from assistant.connections import NOTHING, Connections, connections
from corpus.errors import BadSetting

DEFAULT_MODEL = "all-MiniLM-L6-v2"

EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


class Settings(NamedTuple):
    """What can be set, each from the variable CITYGRAFT_ and its name.

    Attributes:
        home: the data folder; by default the platform's folder for user data.
        models: where exported models are kept; by default `models` in the data folder.
        model: the default model, or any that sentence-transformers knows, or a folder.
        host: the address on which the server listens; by default only this machine reaches it.
        port: 1..65535.
        address: the address that people use, such as https://citygraft.example.org; with it they sign in.
        connections: chat tools, and a language model that rewrites.
    """

    home: Path
    models: Path
    model: str = DEFAULT_MODEL
    host: str = "127.0.0.1"
    port: int = 8000
    address: str = ""
    connections: Connections = NOTHING

    @property
    def base(self) -> str:
        """What links begin with that are read elsewhere than on this server's pages."""
        host = "127.0.0.1" if self.host in EVERY_ADDRESS else self.host
        return self.address or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Raises:
        BadSetting: a variable has a value that cannot be used.
    """

    def value(name: str, default: str) -> str:
        return environment.get(f"CITYGRAFT_{name}", "").strip() or default

    home = Path(value("HOME", str(user_data_path("citygraft", appauthor=False)))).expanduser()
    port = value("PORT", "8000")
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise BadSetting(f"CITYGRAFT_PORT is '{port}'. Give a number from 1 to 65535.")
    return Settings(
        home=home.resolve(),
        models=Path(value("MODELS", str(home / "models"))).expanduser().resolve(),
        model=value("MODEL", DEFAULT_MODEL),
        host=value("HOST", "127.0.0.1"),
        port=int(port),
        address=_address(value("ADDRESS", "")),
        connections=connections(value),
    )


_ADDRESS = re.compile(r"https?://(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?")


def _address(given: str) -> str:
    """Scheme, host and port, and nothing behind them; empty for none."""
    plain = given.lower().removesuffix("/")
    found = _ADDRESS.fullmatch(plain)
    if given and not (found and 1 <= int(found[2] or 80) <= 65535):
        raise BadSetting(
            f"CITYGRAFT_ADDRESS is '{given}'. Give the address that people use, without a path, "
            "such as https://citygraft.example.org."
        )
    return plain
