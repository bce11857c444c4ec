"""Who sent a request: the token that Teams signs, and whether the message fits to it.

microsoft-agents-hosting-core 1.9 checks signature, audience and, where the token has one, its end. It takes any
issuer unless told otherwise, a token without an end, a key of any channel, and a service address of any host unless
its validator is on; a token without a key id breaks it. So the checks that Microsoft's page on the authentication of
the Bot Connector asks for stand here, and the SDK is given what came through.
"""

import re
from typing import Any, NamedTuple

import jwt

from api.teams.keys import Keys
from api.teams.refusals import forbidden, malformed, untrusted
from assistant.connections import Teams

CHANNEL = "msteams"

LEEWAY = 300
"""Seconds that the clocks of both sides may differ, as Microsoft says."""


class Signed(NamedTuple):
    """Who sent a request, as its token says: its claims, and the channels that its key may speak for."""

    claims: dict[str, Any]
    endorsements: frozenset[str]


async def signed_by(authorization: str, teams: Teams, keys: Keys) -> Signed:
    """Who sent a request with this header.

    Raises:
        HTTPException: 401, the token is missing, is not one of Teams for this bot, or has expired; 503, the keys
            that would tell cannot be fetched.
    """
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token:
        raise untrusted("The request carries no bearer token.")
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        key = await keys.key(kid) if isinstance(kid, str) else None
        if key is None:
            raise untrusted("The token is signed with a key that is not published.")
        claims = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            audience=teams.app_id.lower(),
            issuer=teams.cloud.issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iss", "aud"], "strict_aud": True},
        )
    except jwt.ExpiredSignatureError:
        raise untrusted("The token has expired.") from None
    except jwt.PyJWTError:
        raise untrusted("The token is not one for this bot.") from None
    return Signed(claims, key.endorsements)


def check(activity: dict[str, Any], signed: Signed, teams: Teams) -> None:
    """Whether an activity may come from this sender, and may be answered.

    Raises:
        HTTPException: 400, it says not where it comes from; 401, it does not fit to the token; 403, it comes from
            another channel or tenant, or would have the bot's own token sent to a strange address.
    """
    service = activity.get("serviceUrl")
    if not isinstance(service, str):
        raise malformed("The activity has no serviceUrl.")
    if activity.get("channelId") != CHANNEL:
        raise forbidden("This bot answers in Microsoft Teams, not in other channels.")
    if CHANNEL not in signed.endorsements:
        raise untrusted("The key of the token is not one for Microsoft Teams.")
    claimed = signed.claims.get("serviceurl")
    if not isinstance(claimed, str) or _origin(claimed) != _origin(service):
        # the claim's path may lack the tenant that Teams puts behind an activity's serviceUrl
        raise untrusted("The token is for another serviceUrl.")
    if not served(service, teams.cloud.services):
        raise forbidden("The serviceUrl is not an address of Microsoft Teams.")
    if tenants(activity) != {teams.tenant.lower()}:
        raise forbidden("This bot answers people of its own organisation only.")


def served(address: str, services: tuple[str, ...]) -> bool:
    """Whether replies may be sent to an address: scheme, host and port are those of a service."""
    origin = _origin(address)
    return any(_fits(origin, _origin(service)) for service in services)


def tenants(activity: dict[str, Any]) -> set[str]:
    """The tenants that an activity names, in lower case; a wrong type counts as a tenant of its own."""
    data = activity.get("channelData")
    tenant = data.get("tenant") if isinstance(data, dict) else None
    held = [tenant.get("id")] if isinstance(tenant, dict) else []
    if isinstance(conversation := activity.get("conversation"), dict):
        held.append(conversation.get("tenantId"))
    return {str(one).lower() for one in held if one is not None}


_Origin = tuple[str, str, str]

_ADDRESS = re.compile(
    r"(https?)://([a-z0-9.*-]+)(?::(\d{1,5}))?(?:/[a-z0-9._~%/-]*)?", re.ASCII | re.IGNORECASE
)
"""Plainer than addresses may be, so that nobody who reads one after us reads another host."""


def _origin(address: str) -> _Origin | None:
    """Scheme, host and port; None for what is no plain address."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    scheme = found[1].lower()
    return scheme, found[2].lower(), found[3] or {"https": "443", "http": "80"}[scheme]


def _fits(origin: _Origin | None, service: _Origin | None) -> bool:
    if origin is None or service is None or (origin[0], origin[2]) != (service[0], service[2]):
        return False
    if service[1].startswith("*."):
        return origin[1].endswith(service[1][1:])
    return origin[1] == service[1]
