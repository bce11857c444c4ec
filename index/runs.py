"""Run files: what an evaluation measured, query by query, kept so that two can be compared."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, FiniteFloat, StringConstraints, ValidationError

from corpus.errors import BadRun
from index.files import write_bytes

DEFAULT_WAY = "fused"

PerQuery = dict[str, FiniteFloat]
"""Query id to value; higher is better."""

Name = Annotated[str, StringConstraints(min_length=1)]


class RunFile(BaseModel):
    """What one run file holds.

    Attributes:
        collection: the collection's name.
        queries: query id to text.
        settings: what the run was made with, such as the model's name; compared word for word.
        ways: way of searching (`lexical`, `dense`, `fused`) to measure (`ndcg@10`) to values.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    collection: Name
    queries: dict[str, str]
    settings: dict[str, str] = {}
    ways: dict[Name, dict[Name, PerQuery]]


class Run(NamedTuple):
    """One way of searching, taken from a run file; the fields are those of `RunFile`."""

    collection: str
    way: str
    measures: Mapping[str, Mapping[str, float]]
    queries: Mapping[str, str]
    settings: Mapping[str, str]


def save(path: Path, held: RunFile) -> None:
    """Write a run file at once; an older one of that name is replaced."""
    write_bytes(path, held.model_dump_json(indent=1).encode())


def load(what: str) -> list[Run]:
    """The runs that `FILE`, `FILE:way`, `FOLDER` or `FOLDER:way` names, by collection.

    A folder stands for all its `.json` files, one for each collection.

    Raises:
        BadRun: a file cannot be read, is no run file, or has no such way; or two are of one collection.
    """
    place, way = _parted(what)
    paths = sorted(place.glob("*.json")) if place.is_dir() else [place]
    if not paths:
        raise BadRun(
            f"{place} holds no run files. 'citygraft evaluate retrieval --save' writes one."
        )
    runs = sorted((_run(path, way) for path in paths), key=lambda run: run.collection)
    for one, other in pairwise(runs):
        if one.collection == other.collection:
            raise BadRun(f"{place} holds two runs of {one.collection}. Move one of them away.")
    return runs


def _parted(what: str) -> tuple[Path, str]:
    """Path and way; a file whose own name has a colon is taken as it is."""
    place, colon, way = what.rpartition(":")
    if not colon or not place or Path(what).exists():
        return Path(what), DEFAULT_WAY
    return Path(place), way


def _run(path: Path, way: str) -> Run:
    held = _read(path)
    if way not in held.ways:
        known = ", ".join(held.ways) or "none"
        raise BadRun(f"{path} has no way '{way}'. Its ways are: {known}.")
    measures = held.ways[way]
    for measure, values in measures.items():
        if strange := values.keys() - held.queries.keys():
            raise BadRun(
                f"{path} has a value of {measure} for query '{min(strange)}', which is not among its "
                "queries. Make the file again."
            )
    return Run(held.collection, way, measures, held.queries, held.settings)


def _read(path: Path) -> RunFile:
    try:
        return RunFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BadRun(f"{path} cannot be read ({error.strerror}). Check the path.") from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "the file"
        raise BadRun(
            f"{path} is no run file ({where}: {fault['msg'][:100]}). "
            "'citygraft evaluate retrieval FOLDER --save FILE' writes one."
        ) from error
