from pathlib import Path

import pytest

from assistant.connections import NOTHING
from assistant.settings import DEFAULT_MODEL, settings
from corpus.errors import BadSetting


def test_by_default_only_this_machine_is_served_and_the_packaged_model_used() -> None:
    chosen = settings({})
    assert (chosen.host, chosen.port, chosen.model) == ("127.0.0.1", 8000, DEFAULT_MODEL)
    assert chosen.models.parent == chosen.home


def test_every_setting_comes_from_its_variable(tmp_path: Path) -> None:
    chosen = settings(
        {
            "CITYGRAFT_HOME": str(tmp_path),
            "CITYGRAFT_MODELS": str(tmp_path / "m"),
            "CITYGRAFT_MODEL": "some/model",
            "CITYGRAFT_HOST": "0.0.0.0",
            "CITYGRAFT_PORT": "9000",
            "CITYGRAFT_ADDRESS": "https://city.example.org",
        }
    )
    address = "https://city.example.org"
    named = (tmp_path, tmp_path / "m", "some/model", "0.0.0.0", 9000, address)
    assert tuple(chosen) == (*named, NOTHING)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "²"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(BadSetting, match="CITYGRAFT_PORT"):
        settings({"CITYGRAFT_PORT": port})
