"""Who may send: only Teams, for this bot, from this tenant, and only so that replies go to Teams."""

import base64
import json
import time
from typing import Any

import jwt
import pytest

from assistant.assistant import Assistant
from index.library import Library
from tests.api.teams.conversation import BOND, PATH, Talk, talking
from tests.api.teams.stand_in import APP_ID, ISSUER, TENANT, Microsoft

NOW = int(time.time())


def unsigned(claims: dict[str, Any]) -> str:
    parts = [{"alg": "none", "typ": "JWT", "kid": "one"}, claims]
    return ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).decode() for p in parts) + "."


CLAIMS = {"iss": ISSUER, "aud": APP_ID, "exp": NOW + 3600, "serviceurl": "https://any.example"}

FORGED = {
    "expired": {"nbf": NOW - 7200, "exp": NOW - 3600},
    "not yet": {"nbf": NOW + 3600, "exp": NOW + 7200},
    "without an end": {"exp": None},
    "for another bot": {"aud": "11111111-2222-3333-4444-555555555555"},
    "for a list of bots": {"aud": [APP_ID, "another"]},
    "for nobody": {"aud": None},
    "of a user of the tenant": {"iss": f"https://sts.windows.net/{TENANT}/"},
    "of no issuer": {"iss": None},
    "for another service": {"serviceurl": "https://smba.trafficmanager.net/emea/"},
    "for no service": {"serviceurl": None},
    "for a service of a wrong type": {"serviceurl": 7},
    "signed by a stranger under a known id": {"key": "own", "kid": "one"},
    "signed by a stranger": {"key": "own"},
    "signed with a key of another channel": {"key": "two"},
}


@pytest.mark.parametrize("changes", FORGED.values(), ids=FORGED.keys())
def test_a_token_is_refused_that_is(talk: Talk, changes: dict[str, Any]) -> None:
    refused(talk, f"Bearer {talk.teams.token(**changes)}")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Basic Ym90OmJvdA==",
        "Bearer a.b.c",
        "Bearer " + "a" * 5000,
        "Bearer " + unsigned(CLAIMS),
        "Bearer " + jwt.encode(CLAIMS, "k" * 32, "HS256", headers={"kid": "one"}),
        "Bearer " + jwt.encode(CLAIMS, "k" * 32, "HS256"),
        "Bearer " + jwt.encode(CLAIMS, "k" * 32, "HS256", headers={"kid": "../../keys"}),
    ],
)
def test_what_is_no_token_of_teams_is_refused(talk: Talk, header: str) -> None:
    refused(talk, header)


def refused(talk: Talk, header: str) -> None:
    asked = talk.payload("personal", text=BOND)
    response = talk.client.post(PATH, json=asked, headers={"Authorization": header})
    assert response.status_code == 401, response.text
    assert response.headers["WWW-Authenticate"] == "Bearer"
    error = response.json()["error"]
    assert error["code"] == "Unauthorized"
    assert "Only Microsoft Teams may send here" in error["message"]
    assert not talk.teams.sent


def test_who_is_not_known_cannot_even_have_a_body_read_as_json(talk: Talk) -> None:
    deep = b"[" * 100_000
    assert talk.client.post(PATH, content=deep).status_code == 401
    headers = {"Authorization": f"Bearer {talk.teams.token()}"}
    response = talk.client.post(PATH, content=deep, headers=headers)
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "BadSyntax"


@pytest.mark.parametrize(
    "service",
    [
        "https://smba.trafficmanager.net.evil.example/emea/",
        "https://evil.example/",
        "http://169.254.169.254/latest/",
        "http://127.0.0.1:1/",
        "http://localhost:8000/",
        "https://user:secret@smba.trafficmanager.net/",
        "file:///etc/passwd",
        "//smba.trafficmanager.net",
        "https://[::1]/",
        "",
        "SERVICE\\@evil.example",
        "SERVICE#@evil.example",
        "SERVICE?x=@evil.example",
        "SERVICE\n@evil.example",
    ],
)
def test_replies_go_to_no_strange_address_though_the_token_names_it(
    talk: Talk, service: str
) -> None:
    """As if a token of Teams said whatever a stranger has put into the activity."""
    service = service.replace("SERVICE", talk.teams.http)
    response = talk.send(
        talk.payload("personal", serviceUrl=service), talk.teams.token(serviceurl=service)
    )
    assert response.status_code in (401, 403)
    assert not talk.teams.sent


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("conversation", {"tenantId": "99999999-0000-0000-0000-000000000000"}),
        ("channelData", {"tenant": {"id": "99999999-0000-0000-0000-000000000000"}}),
        ("channelData", {"tenant": {"id": [TENANT]}}),
        ("channelData", {"tenant": {"id": f"{TENANT}x"}}),
    ],
)
def test_people_of_other_organisations_are_refused(
    talk: Talk, field: str, value: dict[str, Any]
) -> None:
    asked = talk.payload("personal", text=BOND)
    response = talk.send(asked | {field: asked[field] | value})
    assert response.status_code == 403
    assert "its own organisation" in response.json()["error"]["message"]


def test_what_names_no_tenant_is_refused(talk: Talk) -> None:
    asked = talk.payload("personal", channelData={}, conversation={"id": "a:1x"})
    assert talk.send(asked).status_code == 403


@pytest.mark.parametrize(
    "channel", ["emulator", "webchat", "msteams:other", "", None, 7, ["msteams"]]
)
def test_other_channels_are_refused(talk: Talk, channel: object) -> None:
    response = talk.send(talk.payload("personal", channelId=channel))
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "Forbidden"


PERSON = {"id": "29:1x", "name": "x"}
BROKEN: dict[str, dict[str, Any]] = {
    "no type": {"type": None},
    "an empty type": {"type": ""},
    "a number as its type": {"type": 7},
    "text of a wrong type": {"text": {"a": 1}},
    "text in a list": {"text": ["a"]},
    "a sender of a wrong type": {"from": "Ama"},
    "a recipient of a wrong type": {"recipient": [1]},
    "entities of a wrong type": {"entities": "mention"},
    "members of a wrong type": {"membersAdded": "all"},
    "a mention of nobody": {"entities": [{"type": "mention", "mentioned": 7}]},
    "no service": {"serviceUrl": None},
    "a service of a wrong type": {"serviceUrl": 7},
    "no id": {"id": None},
    "an id that climbs": {"id": "../../../v3/attachments"},
    "an id with a question mark": {"id": "1?x=1"},
    "a conversation without id": {"conversation": {"tenantId": TENANT}},
    "a conversation that climbs": {"conversation": {"tenantId": TENANT, "id": "a/../../x"}},
    "a conversation with an empty id": {"conversation": {"tenantId": TENANT, "id": ""}},
    "a time that is none": {"timestamp": "yesterday"},
}


@pytest.mark.parametrize("changes", BROKEN.values(), ids=BROKEN.keys())
def test_an_activity_is_refused_with(
    talk: Talk, changes: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    response = talk.send(talk.payload("personal") | changes)
    assert response.status_code == 400, response.text
    assert response.json()["error"]["code"] == "BadSyntax"
    assert "Minibus owners" not in caplog.text, "what people write is not for the log"
    assert not talk.teams.sent


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"7", b"null", b"\xff\xfe", b"{}"])
def test_what_is_no_activity_is_refused(talk: Talk, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {talk.teams.token()}"}
    response = talk.client.post(PATH, content=body, headers=headers)
    assert response.status_code == 400
    assert "Send an activity" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    "changes",
    [
        {"value": {"citygraft": ["say"]}},
        {"value": "[" * 100_000},
        {"value": 7, "text": None},
        {"value": {"citygraft": "thumbs"}},
        {"value": {"citygraft": "thumbs", "answer": 1, "number": "1", "thumbs": []}},
        {"value": {"citygraft": "thumbs", "answer": "x", "number": True, "thumbs": "up"}},
        {"value": {"citygraft": "thumbs", "answer": "x", "number": -1, "thumbs": "up"}},
        {"entities": [{"type": "whatever"}, {"type": "mention", "mentioned": {}}]},
        {"from": None},
        {"from": {}},
        {"recipient": None},
        {"text": "\u0000\u202e\u200b"},
        {"text": "x" * 20_000},
        {"channelData": {"tenant": {"id": TENANT}, "more": [1]}},
        {"conversation": {"id": "a:1x", "tenantId": TENANT, "conversationType": "unheardOf"}},
        {"deliveryMode": "expectReplies"},
    ],
)
def test_what_is_odd_within_is_acknowledged_and_the_process_lives_on(
    talk: Talk, changes: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert talk.send(talk.payload("personal") | changes).status_code == 202
    assert talk.ask(BOND).body["text"]
    assert "could not be answered" not in caplog.text


def test_a_body_that_is_too_long_is_refused_in_the_same_form(
    stand_in: Microsoft, small: Library
) -> None:
    with talking(stand_in, Assistant(small)) as talk:
        response = talk.send(talk.payload("personal", text="x" * 1_100_000))
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "MessageSizeTooBig"


def test_other_methods_and_addresses_are_refused_in_the_same_form(talk: Talk) -> None:
    assert talk.client.get(PATH).json()["error"]["code"] == "MethodNotAllowed"
    assert talk.client.post("/teams/other").json()["error"]["code"] == "NotFound"
