"""Running the web server."""

import os
import socket
import threading

import uvicorn

from api.access.accounts import Accounts
from api.access.tables import AccessFile
from api.app import LOCAL, create_app
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.wiring import Say
from corpus.city_names import cities_like
from corpus.errors import BadSetting

GRACE = 5
"""Seconds that answers which are under way get when the server stops."""


def run(assistant: Assistant, settings: Settings, say: Say) -> None:
    """Serve until interrupted.

    Raises:
        BadSetting: the address is taken or is not one of this machine, or others than the person at this
            machine would reach it and nobody could give them accounts.
    """
    check_administered(settings)
    assistant.library.generation()
    listening = _listen(settings)
    if settings.host not in LOCAL and not settings.address.startswith("https:"):
        say(
            "Others reach this server, and what they send is not encrypted, passwords included. "
            "Put a web server with a certificate before it, and set CITYGRAFT_ADDRESS to its https address."
        )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    say(f"Citygraft is ready at http://{host}:{settings.port} (Ctrl-C stops it)")
    # names of cities take a second or two to be put in order, which nobody should wait for while typing
    threading.Thread(target=cities_like, args=("a", 1), daemon=True).start()
    config = uvicorn.Config(
        create_app(
            assistant,
            settings.host,
            address=settings.address,
            base=settings.base,
            connections=settings.connections,
        ),
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    uvicorn.Server(config).run(sockets=[listening])


def check_administered(settings: Settings) -> None:
    """Refuse to serve others where nobody has been told who may do what.

    Raises:
        BadSetting: the message names the command that makes an administrator.
    """
    alone = settings.host in LOCAL and not settings.address
    if not alone and not Accounts(AccessFile(settings.home)).administered():
        raise BadSetting(
            "Others would reach this server, and there is no administrator who gives them accounts. Run "
            "'citygraft accounts add NAME --role admin', then start it again. To use it alone at this "
            "machine, leave out --host and CITYGRAFT_ADDRESS."
        )


def _listen(settings: Settings) -> socket.socket:
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((settings.host, settings.port), family=family, backlog=128)
        # what is accepted takes this over: else an answer in several pieces waits 40 ms for the first to be confirmed
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as error:
        raise BadSetting(
            f"The address {settings.host}, port {settings.port}, cannot be used "
            f"({os.strerror(error.errno or 0)}). Another program may hold it: choose another with --port."
        ) from error
