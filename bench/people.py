"""People with accounts on a server of one's own, made at the terminal, and how they sign in with a browser."""

import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from bench.serving import COMMAND, environment

GIVEN = "kettle orbit ninety fern"
"""The password that everybody is given."""

OWN = "lantern mosaic gravel seven"
"""What people choose in its place."""

PEOPLE = {
    "Root": "admin", "Fay": "facilitator", "Ray": "reader", "Rob": "reader", "Bea": "reader",
}  # fmt: skip
PRIVATE = "harbour-plans"
"""A private collection, to which Fay and Ray were added."""


def peopled(home: Path, address: str) -> None:
    """Give people accounts, and some of them a private collection."""
    for words in (
        *(["accounts", "add", name, "--role", role] for name, role in PEOPLE.items()),
        ["collections", "add", PRIVATE, "--visibility", "private"],
        ["collections", "members", PRIVATE, "--add", "Fay", "--add", "Ray"],
        ["chats", "connect", "slack", "T024BE7LD/U012AB3CD", "Root"],
    ):
        given = environment(home, address)
        subprocess.run(
            [COMMAND, *words], env=given, input=f"{GIVEN}\n", text=True, check=True, capture_output=True
        )  # fmt: skip


def sign_in(page: Page, name: str, password: str = OWN) -> None:
    """Fill in the form to sign in and send it."""
    page.goto("/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def first_sign_in(page: Page, name: str) -> None:
    """Sign in with the password that was given, and choose another, which is asked for."""
    sign_in(page, name, GIVEN)
    page.get_by_label("The password that you were given").fill(GIVEN)
    page.get_by_label("New password", exact=True).fill(OWN)
    page.get_by_label("New password, once more").fill(OWN)
    page.get_by_role("button", name="Change the password").click()
    page.get_by_role("heading", name="Where you are signed in").wait_for()


@cache
def signed_in(browser: Browser, address: str, name: str) -> list[Any]:
    """The cookies of a browser in which somebody has signed in for the first time."""
    with browser.new_context(base_url=address) as context:
        first_sign_in(context.new_page(), name)
        return list(context.cookies())
