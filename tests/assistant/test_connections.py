import pytest

from assistant.connections import NOTHING, SLACK_API, Matrix, Rewriter, Slack, Teams
from assistant.settings import settings
from corpus.errors import BadSetting

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
TEAMS = {"TEAMS_APP_ID": "a", "TEAMS_SECRET": "s", "TEAMS_TENANT": "t"}
MATRIX = {
    "MATRIX_HOMESERVER": "https://matrix.example.org/",
    "MATRIX_USER": "@citygraft:example.org",
    "MATRIX_TOKEN": "t",
}
REWRITER = {"REWRITER_ADDRESS": "http://127.0.0.1:11434/v1/", "REWRITER_MODEL": "m"}


def read(given: dict[str, str]) -> object:
    return settings({f"CITYGRAFT_{name}": value for name, value in given.items()}).connections


def test_nothing_is_connected_unless_it_is_set() -> None:
    assert read({}) == NOTHING
    assert not any(NOTHING)


def test_each_tool_is_connected_by_its_variables() -> None:
    found = settings(
        {f"CITYGRAFT_{k}": v for k, v in {**SLACK, **TEAMS, **MATRIX, **REWRITER}.items()}
    ).connections
    assert found.slack == Slack("xoxb-1", "s", "", SLACK_API)
    assert found.teams is not None
    assert found.teams[:3] == Teams("a", "s", "t")[:3]
    assert found.matrix == Matrix("https://matrix.example.org", "@citygraft:example.org", "t")
    assert found.rewriter == Rewriter("http://127.0.0.1:11434/v1", "m")


def test_socket_mode_needs_no_signing_secret() -> None:
    found = settings({"CITYGRAFT_SLACK_BOT_TOKEN": "xoxb-1", "CITYGRAFT_SLACK_APP_TOKEN": "xapp-1"})
    assert found.connections.slack == Slack("xoxb-1", "", "xapp-1", SLACK_API)


@pytest.mark.parametrize(
    ("whole", "name"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"),
        *[(TEAMS, name) for name in TEAMS],
        *[(MATRIX, name) for name in MATRIX],
        *[(REWRITER, name) for name in REWRITER],
    ],
)
def test_a_variable_that_is_missing_beside_others_is_named(
    whole: dict[str, str], name: str
) -> None:
    given = {key: value for key, value in whole.items() if key != name}
    with pytest.raises(BadSetting, match=f"CITYGRAFT_{name} is not set"):
        read(given)


@pytest.mark.parametrize(
    ("whole", "name", "value"),
    [
        (MATRIX, "MATRIX_USER", "citygraft"),
        (MATRIX, "MATRIX_HOMESERVER", "matrix.example.org"),
        (REWRITER, "REWRITER_ADDRESS", "file:///etc/passwd"),
        (REWRITER, "REWRITER_SECONDS", "0"),
        (REWRITER, "REWRITER_SECONDS", "121"),
        (REWRITER, "REWRITER_SECONDS", "nan"),
        (SLACK, "SLACK_API", "slack.com"),
        ({}, "ORIGINS", "*"),
        ({}, "ORIGINS", "https://chat.example.org/path"),
        ({}, "ORIGINS", "https://*.example.org"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_its_name(
    whole: dict[str, str], name: str, value: str
) -> None:
    with pytest.raises(BadSetting, match=f"CITYGRAFT_{name}"):
        read({**whole, name: value})


def test_origins_are_listed_with_commas_or_blanks() -> None:
    found = settings({"CITYGRAFT_ORIGINS": "https://Chat.example.org, http://localhost:3000"})
    assert found.connections.origins == ("https://chat.example.org", "http://localhost:3000")
