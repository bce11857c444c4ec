"""The city that this browser asked for last: kept in a cookie, for addresses that name none."""

from urllib.parse import quote, unquote, urlsplit

from fastapi import Request
from fastapi.responses import Response

from api.access.csrf import AGE, is_secure
from corpus.errors import UnknownCity
from corpus.gazetteer import resolve

COOKIE = "city"


def remembered_city(request: Request) -> str:
    """The city as it was given; empty where none is remembered, or it is no city of the gazetteer."""
    name = unquote(request.cookies.get(COOKIE, "")).strip()
    try:
        return name if name and resolve(name) else ""
    except UnknownCity:
        return ""


def remember_city(request: Request, response: Response, city: str) -> None:
    """Keep the city that was asked for, or forget it where that is empty.

    Only where one of our own pages led here: whoever opens a link that somebody sent keeps their own city.
    """
    if urlsplit(request.headers.get("referer", "")).netloc != request.headers.get("host"):
        return
    if city:
        response.set_cookie(
            COOKIE, quote(city), AGE, httponly=True, samesite="lax", secure=is_secure(request)
        )
    elif COOKIE in request.cookies:
        response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=is_secure(request))
