"""A real Matrix server on this machine for tests: Synapse with SQLite, which knows no other server."""

import contextlib
import hashlib
import hmac
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import yaml

SERVER = "cities.test"
SECRET = "only for tests"
PATIENCE = 120.0
"""Seconds that a start, or a reply, may take before a test fails."""

PASSWORD = "correct horse"


class Synapse:
    """A homeserver; `start` and `stop` as often as one likes."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.address = f"http://127.0.0.1:{port}"
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "log.yaml").write_text(yaml.safe_dump(_log(folder)))
        self.set()

    def set(self, **settings: Any) -> None:
        """Its settings from the next start on, beside those that all tests share."""
        held = _settings(self.folder, self.port) | settings
        (self.folder / "homeserver.yaml").write_text(yaml.safe_dump(held))

    def start(self) -> None:
        command = [sys.executable, "-m", "synapse.app.homeserver", "-c", "homeserver.yaml"]
        with (self.folder / "output.txt").open("ab") as output:
            self._process = subprocess.Popen(command, cwd=self.folder, stdout=output, stderr=output)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            with contextlib.suppress(httpx2.TransportError):
                if httpx2.get(f"{self.address}/health", timeout=5).text == "OK":
                    return
            time.sleep(0.1)
        self.stop()
        raise AssertionError((self.folder / "output.txt").read_text()[-2_000:])

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def register(self, name: str) -> tuple[str, str]:
        """A new account; its user id and access token."""
        path = f"{self.address}/_synapse/admin/v1/register"
        nonce = httpx2.get(path, timeout=PATIENCE).json()["nonce"]
        signed = f"{nonce}\0{name}\0{PASSWORD}\0notadmin".encode()
        made = httpx2.post(
            path,
            timeout=PATIENCE,
            json={
                "nonce": nonce,
                "username": name,
                "displayname": name.title(),
                "password": PASSWORD,
                "admin": False,
                "mac": hmac.new(SECRET.encode(), signed, hashlib.sha1).hexdigest(),
            },
        )
        assert made.status_code == 200, made.text
        return made.json()["user_id"], made.json()["access_token"]


@contextlib.contextmanager
def synapse(folder: Path, port: int) -> Iterator[Synapse]:
    """A homeserver while the block lasts."""
    server = Synapse(folder, port)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _settings(folder: Path, port: int) -> dict[str, Any]:
    fast = {"per_second": 10_000, "burst_count": 10_000}
    return {
        "server_name": SERVER,
        "pid_file": str(folder / "homeserver.pid"),
        "listeners": [
            {
                "port": port,
                "type": "http",
                "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "log_config": str(folder / "log.yaml"),
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "registration_shared_secret": SECRET,
        "macaroon_secret_key": SECRET,
        "form_secret": SECRET,
        "report_stats": False,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "federation_domain_whitelist": [],
        "bcrypt_rounds": 4,
        "caches": {"sync_response_cache_duration": "0s"},  # tests ask the same at short intervals
        "rc_message": fast,
        "rc_joins": {"local": fast, "remote": fast},
        "rc_joins_per_room": fast,
        "rc_invites": {"per_room": fast, "per_user": fast, "per_issuer": fast},
        "rc_room_creation": fast,
        "rc_login": {"address": fast, "account": fast, "failed_attempts": fast},
    }


def _log(folder: Path) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"file": {"class": "logging.FileHandler", "filename": str(folder / "log.txt")}},
        "root": {"level": "WARNING", "handlers": ["file"]},
    }
