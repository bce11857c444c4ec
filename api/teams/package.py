"""The app package that is uploaded to Teams: `python -m api.teams.package FILE` writes it, manifest and icons.

Read from the settings: CITYGRAFT_TEAMS_APP_ID and CITYGRAFT_ADDRESS. The icons are drawn here.
"""

import json
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.settings import settings
from corpus.errors import BadSetting, CitygraftError

COLOR, OUTLINE = 192, 32
"""Pixels of the sides of both icons, as Teams asks for them."""

ACCENT = "#0B5D4E"
_GREEN, _WHITE, _CLEAR = b"\x0b\x5d\x4e\xff", b"\xff\xff\xff\xff", b"\xff\xff\xff\x00"
_COMMANDS = (
    ("help", "What can be asked, with examples"),
    ("city", "Say which city you ask for: city Accra"),
)


def manifest(app_id: str, address: str) -> dict[str, Any]:
    """The manifest of the app (schema 1.19): a bot for people, groups and channels.

    Args:
        address: of this server, beginning with https.
    """
    commands = [{"title": title, "description": told} for title, told in _COMMANDS]
    scopes = ["personal", "team", "groupChat"]
    return {
        "$schema": "https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json",
        "manifestVersion": "1.19",
        "version": "1.0.0",
        "id": app_id,
        "developer": {
            "name": "Citygraft",
            "websiteUrl": address,
            "privacyUrl": f"{address}/about",
            "termsOfUseUrl": f"{address}/about",
        },
        "name": {"short": "Citygraft", "full": "Citygraft: who has already solved it"},
        "description": {
            "short": "Who has already solved your city's problem, and what must change.",
            "full": "Ask in your own words. Citygraft answers with what cities tried, failures included, with quotes "
            "that can be checked, and with what must change before it works in your city. Answers are compiled from "
            "sources, word for word.",
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "bots": [
            {
                "botId": app_id,
                "scopes": scopes,
                "supportsFiles": False,
                "isNotificationOnly": False,
                "commandLists": [{"scopes": scopes, "commands": commands}],
            }
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(address).netloc],
    }


def write(file: Path, app_id: str, address: str) -> None:
    """Write the package.

    Raises:
        OSError: the file cannot be written.
    """
    told = json.dumps(manifest(app_id, address), indent=2) + "\n"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("manifest.json", told)
        package.writestr("color.png", png(COLOR, _GREEN, _WHITE))
        package.writestr("outline.png", png(OUTLINE, _CLEAR, _WHITE))


def png(side: int, ground: bytes, ink: bytes) -> bytes:
    """A square icon: a stem with a shoot grafted to it, in ink on ground (four bytes each, RGBA)."""
    drawn = _drawn(side)
    rows = b"".join(
        b"\0" + b"".join(ink if drawn(x, y) else ground for x in range(side)) for y in range(side)
    )
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _drawn(side: int) -> Callable[[int, int], bool]:
    def inked(x: int, y: int) -> bool:
        across, down = (x + 0.5) / side, (y + 0.5) / side
        stem = 0.44 <= across <= 0.52 and 0.25 <= down <= 0.8
        shoot = abs((across - 0.48) - (0.62 - down)) <= 0.05 and 0.48 <= across <= 0.74
        leaf = (across - 0.74) ** 2 + (down - 0.34) ** 2 <= 0.011
        crown = (across - 0.48) ** 2 + (down - 0.24) ** 2 <= 0.011
        return stem or shoot or leaf or crown

    return inked


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main(given: list[str]) -> None:
    """Write the package for the bot and the address that are set.

    Raises:
        BadSetting: one of them is not.
    """
    held = settings()
    teams = held.connections.teams
    if len(given) != 1 or teams is None or not held.address.startswith("https://"):
        raise BadSetting(
            "Set CITYGRAFT_TEAMS_APP_ID, CITYGRAFT_TEAMS_SECRET, CITYGRAFT_TEAMS_TENANT, and CITYGRAFT_ADDRESS with "
            "the https address of this server; then run: python -m api.teams.package citygraft-teams.zip"
        )
    write(Path(given[0]), teams.app_id, held.address.rstrip("/"))
    print(f"Written to {given[0]}. Upload it in Teams under Apps, Manage your apps.")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (CitygraftError, OSError) as error:
        sys.exit(str(error))
