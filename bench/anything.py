"""Requests of every shape that the description of the API allows, and many that it forbids, to an app: `python -m bench.anything`."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings

from api.app import create_app
from assistant.assistant import Assistant
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.pipeline import ingest

HEADERS = {"host": "127.0.0.1"}
MANY = 100
"""Requests to each operation."""

REPORT = (
    "# Umbrellas at tram stops\n\n## Results\n\nThe city lent 900 umbrellas against the heat.\n"
)


class Fault(NamedTuple):
    """A request that was answered with a fault of the server."""

    operation: str
    request: str
    answer: str


def app_in(folder: Path) -> FastAPI:
    """An app on a small library in a folder, which holds one report."""
    (folder / "report.md").write_text(REPORT)
    library = Library(folder / "home", HashingEmbedder())
    ingest(library, [folder / "report.md"])
    return create_app(Assistant(library))


def operations(app: FastAPI) -> Iterator[Any]:
    """Every operation of the app's description."""
    held = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HEADERS)
    for found in held.get_all_operations():
        yield found.ok()  # type: ignore[union-attr]


def faults(app: FastAPI, operation: Any, many: int) -> list[Fault]:
    """What goes wrong with so many requests to an operation; the same ones at every run."""
    found: list[Fault] = []

    @given(case=operation.as_strategy())
    @settings(
        max_examples=many, derandomize=True, deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def ask(case: Any) -> None:
        answer = case.call(headers=HEADERS)
        if answer.status_code >= 500:
            found.append(Fault(operation.label, repr(case)[:500], answer.text[:500]))
        jobs = app.state.intake.jobs
        for job in jobs.all():  # else there is soon no room for more, which is said with a 503
            jobs.cancel(job.job_id)

    ask()
    return found


def main() -> None:
    """Run it and print."""
    with tempfile.TemporaryDirectory() as folder:
        app = app_in(Path(folder))
        count, found = 0, []
        for operation in operations(app):
            count += 1
            found += faults(app, operation, MANY)
    print(f"{count} operations, {MANY} requests to each, {len(found)} faults")
    for fault in found:
        print(*fault, sep="\n  ")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
