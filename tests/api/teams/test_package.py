"""The app package has what Teams asks of one, and the manifest in the docs is the one that is written."""

import json
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from api.teams.package import manifest, write
from tests.api.teams.stand_in import APP_ID, SECRET, TENANT

DOCS = Path(__file__).parents[3] / "docs"
ADDRESS = "https://citygraft.example.org"
SETTINGS = {
    "CITYGRAFT_TEAMS_APP_ID": APP_ID,
    "CITYGRAFT_TEAMS_SECRET": SECRET,
    "CITYGRAFT_TEAMS_TENANT": TENANT,
    "CITYGRAFT_ADDRESS": ADDRESS,
}


def test_the_manifest_of_the_docs_is_the_one_that_is_written() -> None:
    shown = json.loads((DOCS / "teams-manifest.json").read_text(encoding="utf-8"))
    assert shown == manifest("00000000-0000-0000-0000-000000000000", ADDRESS)


def test_the_manifest_keeps_the_limits_of_its_schema() -> None:
    """Those of the manifest schema 1.19, as Microsoft's page on it lists them."""
    made = manifest(APP_ID, ADDRESS)
    assert re.fullmatch(r"[0-9a-f-]{36}", made["id"])
    assert len(made["name"]["short"]) <= 30
    assert len(made["name"]["full"]) <= 100
    assert len(made["description"]["short"]) <= 80
    assert len(made["description"]["full"]) <= 4000
    assert all(
        made["developer"][f"{name}Url"].startswith("https://")
        for name in ("website", "privacy", "termsOfUse")
    )
    assert re.fullmatch(r"#[0-9A-F]{6}", made["accentColor"])
    (bot,) = made["bots"]
    assert bot["botId"] == made["id"]
    assert set(bot["scopes"]) == {"personal", "team", "groupChat"}
    for commands in bot["commandLists"]:
        assert set(commands["scopes"]) <= set(bot["scopes"])
        assert len(commands["commands"]) <= 10
        for command in commands["commands"]:
            assert len(command["title"]) <= 32
            assert len(command["description"]) <= 128
    assert made["validDomains"] == ["citygraft.example.org"]


def test_the_package_has_both_icons_in_their_sizes(tmp_path: Path) -> None:
    write(tmp_path / "app.zip", APP_ID, ADDRESS)
    with zipfile.ZipFile(tmp_path / "app.zip") as package:
        assert package.namelist() == ["manifest.json", "color.png", "outline.png"]
        assert json.loads(package.read("manifest.json")) == manifest(APP_ID, ADDRESS)
        colors = {name: _pixels(package.read(f"{name}.png")) for name in ("color", "outline")}
    assert {pixel[3] for pixel in colors["color"]} == {255}, "the large icon is opaque"
    assert len(colors["color"]) == 192 * 192
    assert len(colors["outline"]) == 32 * 32
    assert {bytes(pixel) for pixel in colors["outline"]} == {b"\xff\xff\xff\xff", b"\xff\xff\xff\0"}


def _pixels(picture: bytes) -> list[bytes]:
    side, _ = struct.unpack(">II", picture[16:24])
    assert picture[24:26] == bytes([8, 6])
    start = picture.index(b"IDAT")
    (length,) = struct.unpack(">I", picture[start - 4 : start])
    rows = zlib.decompress(picture[start + 4 : start + 4 + length])
    held = [rows[row * (side * 4 + 1) + 1 : (row + 1) * (side * 4 + 1)] for row in range(side)]
    return [row[at : at + 4] for row in held for at in range(0, side * 4, 4)]


def run(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "api.teams.package", str(folder / "app.zip")]
    return subprocess.run(
        command,
        env=settings,
        cwd=DOCS.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_of_the_docs_writes_it(tmp_path: Path) -> None:
    made = run(tmp_path, **SETTINGS)
    assert made.returncode == 0, made.stderr
    assert "Upload it in Teams" in made.stdout
    assert (tmp_path / "app.zip").exists()
    assert "python -m api.teams.package" in (DOCS / "teams.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("missing", ["CITYGRAFT_ADDRESS", "CITYGRAFT_TEAMS_APP_ID"])
def test_the_command_says_what_is_missing(tmp_path: Path, missing: str) -> None:
    told = run(tmp_path, **{name: value for name, value in SETTINGS.items() if name != missing})
    assert told.returncode == 1
    assert missing in told.stderr
    assert "Traceback" not in told.stderr
