"""Whatever the description of the API allows, and much that it does not, is answered without a fault of the server."""

from pathlib import Path

from bench.anything import app_in, faults, operations


def test_no_request_is_a_fault_of_the_server(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    found = [fault for operation in operations(app) for fault in faults(app, operation, 12)]
    assert not found, found
