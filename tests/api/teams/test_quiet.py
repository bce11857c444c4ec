"""The SDK is not there before Teams is connected, and tells nobody anything once it is."""

import subprocess
import sys
from pathlib import Path

import pytest
from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.trace import TracerProvider

from api.teams.wire import wire
from assistant.clouds import GOVERNMENT, PUBLIC
from assistant.connections import Connections, Teams
from assistant.settings import settings
from corpus.errors import BadSetting
from tests.api.teams.conversation import BOND, Talk
from tests.api.teams.stand_in import APP_ID, SECRET, TENANT

ROOT = Path(__file__).parents[3]
WITHOUT = """
import sys, pathlib
from api.app import create_app
from assistant.assistant import Assistant
from index.hashing import HashingEmbedder
from index.library import Library
create_app(Assistant(Library(pathlib.Path(sys.argv[1]), HashingEmbedder())))
print(sorted(name for name in sys.modules if name.split(".")[0] in ("microsoft_agents", "msal")))
"""


def test_a_server_without_teams_does_not_load_its_sdk(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert told.stdout.strip() == "[]"


def test_what_the_sdk_measures_is_kept_by_nobody(talk: Talk) -> None:
    """It speaks to whoever an operator sets for OpenTelemetry; the server sets nobody."""
    talk.ask(BOND)
    assert not isinstance(trace.get_tracer_provider(), TracerProvider)
    assert not isinstance(metrics.get_meter_provider(), MeterProvider)
    assert not trace.get_tracer("microsoft_agents").start_span("x").is_recording()


def test_a_bot_of_the_us_government_has_the_addresses_of_its_cloud() -> None:
    given = {"APP_ID": APP_ID, "SECRET": SECRET, "TENANT": TENANT, "CLOUD": "government"}
    read = settings({f"CITYGRAFT_TEAMS_{name}": value for name, value in given.items()})
    assert read.connections.teams == Teams(APP_ID, SECRET, TENANT, GOVERNMENT)


def test_a_cloud_that_is_none_is_refused_with_those_there_are() -> None:
    given = {"APP_ID": APP_ID, "SECRET": SECRET, "TENANT": TENANT, "CLOUD": "moon"}
    with pytest.raises(BadSetting, match="public, government"):
        settings({f"CITYGRAFT_TEAMS_{name}": value for name, value in given.items()})


@pytest.mark.parametrize(
    "teams", [Teams("my bot", SECRET, TENANT), Teams(APP_ID, SECRET, "example.onmicrosoft.com")]
)
def test_ids_that_are_none_of_entra_are_refused_at_the_start(talk: Talk, teams: Teams) -> None:
    with pytest.raises(BadSetting, match="Give the id that Microsoft Entra shows"):
        wire(talk.conversations, Connections(teams=teams), "")


def test_nothing_is_wired_where_teams_is_not_set(talk: Talk) -> None:
    assert wire(talk.conversations, Connections(), "") is None


def test_every_address_of_both_clouds_is_encrypted() -> None:
    for cloud in (PUBLIC, GOVERNMENT):
        for address in (cloud.openid, cloud.login, cloud.issuer, *cloud.services):
            assert address.startswith("https://")
