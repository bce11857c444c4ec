"""What cities stated of themselves: a folder per city, a file per version, none ever changed."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

from assistant.profile import ContextProfile, Raw, checked
from corpus.errors import StoreError
from corpus.gazetteer import fold
from index.files import write_bytes


class Assessment(NamedTuple):
    """One version of what a city stated; `saved` is the moment in UTC, ISO 8601."""

    version: int
    saved: str
    values: dict[str, Raw]


class Assessments:
    """The assessments in a data folder."""

    def __init__(self, home: Path) -> None:
        self._root = home / "assessments"

    def save(self, city: ContextProfile, values: Mapping[str, Raw | None]) -> Assessment:
        """Keep a new version: the latest with these values put in; None takes one out.

        Raises:
            BadValue: a value is out of range or of the wrong kind; nothing was saved.
            StoreError: the folder cannot be written to.
        """
        good = {k: checked(k, raw) for k, raw in values.items() if raw is not None}
        folder = self._folder(city)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / "write.lock"):
                return self._save(city, folder, {**dict.fromkeys(values), **good})
        except OSError as error:
            raise StoreError(
                f"The assessment cannot be written ({error.strerror}). Check rights and free space."
            ) from error

    def _save(
        self, city: ContextProfile, folder: Path, values: Mapping[str, Raw | None]
    ) -> Assessment:
        before = self.latest(city)
        merged = {**(before.values if before else {}), **values}
        kept = {key: raw for key, raw in merged.items() if raw is not None}
        number = before.version + 1 if before else 1
        now = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
        text = json.dumps({"city": city.label, "saved": now, "values": kept}, indent=2)
        write_bytes(folder / f"{number:04}.json", text.encode())
        return Assessment(number, now, kept)

    def latest(self, city: ContextProfile) -> Assessment | None:
        """The newest version, or None where the city stated nothing yet."""
        versions = self.history(city)
        return versions[-1] if versions else None

    def history(self, city: ContextProfile) -> list[Assessment]:
        """Every version, oldest first."""
        return [_read(path) for path in sorted(self._folder(city).glob("[0-9]*.json"))]

    def _folder(self, city: ContextProfile) -> Path:
        name = re.sub(r"\s+", "-", fold(city.name)) or "city"
        key = f"{city.city.id}-{name}" if city.city else f"{city.country_code.lower()}-{name}"
        return self._root / key


class Unstated(Assessments):
    """The assessments for whoever may not see what cities stated: none."""

    def history(self, city: ContextProfile) -> list[Assessment]:  # noqa: ARG002
        """No version."""
        return []


def _read(path: Path) -> Assessment:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        values = {k: tuple(v) if isinstance(v, list) else v for k, v in held["values"].items()}
        return Assessment(int(path.stem), held["saved"], values)
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(
            f"The assessment {path} is damaged. Move it away, then try again."
        ) from error
