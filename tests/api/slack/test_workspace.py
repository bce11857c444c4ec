import os
import subprocess
import time
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from bench.serving import COMMAND, READY, copied, environment, free_port
from index.library import Library
from tests.api.slack.block_kit import read
from tests.api.slack.sending import SECRET, recorded, serving, settings
from tests.api.slack.stand_in import TOWN, StandIn


def test_a_refused_token_is_told_and_works_again_once_it_is_taken(
    stand_in: StandIn, cases: Library, caplog: pytest.LogCaptureFixture
) -> None:
    stand_in.revoked = True
    with serving(Assistant(cases), settings(stand_in)) as server:
        event = server.send(recorded("mention"))
        command = server.send(recorded("command", response_url=stand_in.response_url()))
        assert event.status_code == 503  # Slack sends it again
        assert (command.status_code, command.text) == (
            200,
            "I cannot reach Slack just now to answer. Try again in a minute.",
        )
        stand_in.revoked = False
        statuses = [0]
        while statuses[-1] != 200 and len(statuses) < 100:
            time.sleep(0.3)
            statuses.append(server.send(recorded("mention")).status_code)
        assert [one["channel"] for one in stand_in.messages()] == [TOWN]
    lines = [one.getMessage() for one in caplog.records if one.name == "citygraft.slack"]
    (line,) = lines
    assert line == (
        "Slack refuses CITYGRAFT_SLACK_BOT_TOKEN (invalid_auth). The server runs on, and answers nothing on "
        "Slack until it can; docs/slack.md says where the tokens are."
    )


def test_slack_is_asked_once_whose_app_it_is(stand_in: StandIn, cases: Library) -> None:
    with serving(Assistant(cases), settings(stand_in)) as server:
        for number in range(3):
            server.send(recorded("mention") | {"event_id": f"Ev{number}"})
        stand_in.messages(3)
    assert len(stand_in.calls("auth.test")) == 1


def test_the_command_serves_slack_with_the_settings_of_its_page(
    stand_in: StandIn, bundled_home: Path, tmp_path: Path
) -> None:
    slack = {
        "CITYGRAFT_SLACK_BOT_TOKEN": "xoxb-revoked",
        "CITYGRAFT_SLACK_SIGNING_SECRET": SECRET,
        "CITYGRAFT_SLACK_APP_TOKEN": "xapp-1-stand-in",
        "CITYGRAFT_SLACK_API": f"{stand_in.address}/api",
    }
    home = copied(bundled_home, tmp_path / "home")
    server = subprocess.Popen(
        [COMMAND, "serve", "--port", str(free_port())],
        env={**environment(home), **slack},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr
    try:
        said = ""
        while "CITYGRAFT_SLACK_BOT_TOKEN (invalid_auth)" not in said:
            line = server.stderr.readline()
            assert line, said
            said += line
        assert READY in said
        assert "Traceback" not in said
        stand_in.wait(lambda: bool(stand_in.open_connections()), "for a connection")
    finally:
        server.terminate()
        server.wait(30)
        server.stderr.close()
    assert os.environ.get("CITYGRAFT_SLACK_BOT_TOKEN") is None


def test_what_comes_from_another_workspace_is_acknowledged_and_told_in_the_log(
    stand_in: StandIn, cases: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(Assistant(cases), settings(stand_in)) as server:
        assert server.send(recorded("mention_other_team")).status_code == 200
        foreign = recorded("command", team_id="T0OTHER", response_url=stand_in.response_url())
        assert (server.send(foreign).status_code, server.send(foreign).text) == (200, "")
        server.send(recorded("mention"))
        assert "1. TransMilenio" in read(stand_in.messages()[0])
    assert caplog.text.count("another workspace") == 3
