"""Microsoft's clouds: whose tokens a bot of Teams trusts, where it gets its own, and to which addresses it writes."""

from typing import NamedTuple


class Cloud(NamedTuple):
    """The addresses of one cloud.

    Attributes:
        issuer: of the tokens that Teams sends with every message.
        openid: the address of the description that names the keys which sign them.
        login: where a bot signs in, without a slash at its end; the tenant's id comes behind it.
        scope: of the bot's own token.
        services: what the addresses begin with to which replies are sent, a `*.` standing for names before it.
    """

    issuer: str
    openid: str
    login: str
    scope: str
    services: tuple[str, ...]


# Addresses: constants of microsoft-agents-hosting-core 1.9 (authentication_constants.py, outbound_host_validator.py)
PUBLIC = Cloud(
    issuer="https://api.botframework.com",
    openid="https://login.botframework.com/v1/.well-known/openidconfiguration",
    login="https://login.microsoftonline.com",
    scope="https://api.botframework.com/.default",
    services=("https://smba.trafficmanager.net", "https://*.teams.microsoft.com"),
)
GOVERNMENT = Cloud(
    issuer="https://api.botframework.us",
    openid="https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    login="https://login.microsoftonline.us",
    scope="https://api.botframework.us/.default",
    services=("https://*.teams.microsoft.us",),
)

CLOUDS = {"public": PUBLIC, "government": GOVERNMENT}
"""By the name that an operator gives; `government` is that of the United States, GCC High and DoD. GCC is public."""
