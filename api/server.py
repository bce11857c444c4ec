"""Running the web server."""

import os
import socket

import uvicorn

from api.app import LOCAL, create_app
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.wiring import Say
from corpus.errors import BadSetting

GRACE = 5
"""Seconds that answers which are under way get when the server stops."""


def run(assistant: Assistant, settings: Settings, say: Say) -> None:
    """Serve until interrupted.

    Raises:
        BadSetting: the address is taken or is not one of this machine.
    """
    assistant.library.generation()
    listening = _listen(settings)
    if settings.host not in LOCAL:
        say("Anyone who reaches this address can read everything in the data folder.")
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    say(f"Citygraft is ready at http://{host}:{settings.port} (Ctrl-C stops it)")
    config = uvicorn.Config(
        create_app(assistant, settings.host),
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listen(settings: Settings) -> socket.socket:
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((settings.host, settings.port), family=family, backlog=128)
    except OSError as error:
        raise BadSetting(
            f"The address {settings.host}, port {settings.port}, cannot be used "
            f"({os.strerror(error.errno or 0)}). Another program may hold it: choose another with --port."
        ) from error
