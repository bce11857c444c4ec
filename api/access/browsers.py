"""What a browser says of itself, in words."""

BROWSERS = (
    ("Firefox/", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
"""Marks and names; the first mark that is there counts, as browsers also name those that they resemble."""


def browser_name(said: str) -> str:
    """Such as "Firefox on Linux"; the beginning of what it says where that is neither."""
    browser, system = (
        next((name for mark, name in known if mark in said), "") for known in (BROWSERS, SYSTEMS)
    )
    return f"{browser} on {system}" if browser and system else said[:40]
