"""People who sign in, in a real browser."""

from functools import cache
from typing import Any

from playwright.sync_api import Browser, Page

from tests.web.conftest import PASSWORD

OWN = "lantern mosaic gravel seven"
"""What people choose in place of the password that they were given."""


def sign_in(page: Page, name: str, password: str = OWN) -> None:
    """Fill in the form to sign in and send it."""
    page.goto("/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def first_sign_in(page: Page, name: str) -> None:
    """Sign in with the password that was given, and choose another, which is asked for."""
    sign_in(page, name, PASSWORD)
    page.get_by_label("The password that you were given").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(OWN)
    page.get_by_label("New password, once more").fill(OWN)
    page.get_by_role("button", name="Change the password").click()


@cache
def signed_in(browser: Browser, address: str, name: str) -> list[Any]:
    """The cookies of a browser in which somebody has signed in for the first time."""
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        first_sign_in(page, name)
        page.get_by_text("Your other sessions").first.wait_for()
        return list(context.cookies())
