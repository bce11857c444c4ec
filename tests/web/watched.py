"""A page that is watched: what it asks of whom, and what its console says."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response


class Watched:
    """A page with what it did wrong, from the moment it is opened.

    Attributes:
        responses: of everything that it asked for.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.responses: list[Response] = []
        self._requests: list[str] = []
        self._said: list[ConsoleMessage] = []
        self._errors: list[str] = []
        page.on("request", lambda request: self._requests.append(request.url))
        # Playwright writes a mark on what it calls, which a list's own method does not take
        page.on("response", lambda response: self.responses.append(response))  # noqa: PLW0108
        page.on("console", lambda message: self._said.append(message))  # noqa: PLW0108
        page.on("pageerror", lambda error: self._errors.append(str(error)))

    def faults(self) -> list[str]:
        """Requests to other hosts, errors of scripts, and what the policy for content stopped.

        That a page itself answers with 404 or 422 is told by Chromium, too, and is meant.
        """
        foreign = {url for url in self._requests if urlsplit(url).hostname not in ("127.0.0.1", None)}  # fmt: skip
        said = [
            message.text
            for message in self._said
            if message.type in ("error", "warning") and not self._meant(message)
        ]
        return [*(f"asked another host: {url}" for url in sorted(foreign)), *said, *self._errors]

    def _meant(self, message: ConsoleMessage) -> bool:
        pages = {r.url for r in self.responses if r.request.is_navigation_request()}
        return "Failed to load resource" in message.text and message.location["url"] in pages
