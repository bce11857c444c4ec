"""Where the parts are put together: settings to a library and an assistant."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.knowledge import Encode, Knowledge, knowledge
from assistant.settings import DEFAULT_MODEL, Settings
from corpus.case import load_cases
from corpus.errors import ModelMissing
from corpus.practice import load_practices
from corpus.transfer import load_transfers
from index.base import Embedder
from index.library import Library, model_in_use
from ingest.pipeline import Row, bundle_is_current, ingest_bundled

if TYPE_CHECKING:
    from index.onnx import OnnxEmbedder, OpenVinoEmbedder

Say = Callable[[str], None]
"""Told, in a sentence, what takes a while."""


def embedder(settings: Settings, say: Say = lambda _: None) -> Embedder:
    """The embedder that the settings name, whatever a data folder uses.

    The default model is exported the first time. A folder's name is made whole, as the name is
    written into indexes that are opened from elsewhere.

    Raises:
        ModelMissing: it cannot be loaded.
    """
    from index.export import is_prepared, prepare

    name, engines = _whole(settings.model), _engines()
    if name not in engines:
        from index.transformer import TransformerEmbedder

        say(f"Loading the language model {name} …")
        return TransformerEmbedder(name)
    if not is_prepared(settings.models):
        say("Preparing the language model (once, about ten seconds) …")
        prepare(settings.models)
    return engines[name](settings.models)


def knowledge_of_corpus(encode: Encode) -> Knowledge:
    """The bundled cases, practices and transfers as the transplant analysis sees them."""
    return knowledge(load_practices(), load_cases(), load_transfers(), encode)


def library(settings: Settings, say: Say = lambda _: None) -> Library:
    """The library in the settings' data folder, as it is.

    Which model it uses stands in the folder: the one that made its newest index. The settings'
    model is only that of a folder without an index, so that changing a setting never takes the
    answers away; where the settings name another than the default and than the folder's, this is
    told, with the command that changes it. When another process changes the folder's model, the
    library follows.

    Raises:
        ModelMissing: the folder's model cannot be loaded.
    """

    def load(name: str) -> Embedder:
        return embedder(settings._replace(model=name), say)

    in_use = model_in_use(settings.home)
    if in_use is None:
        return Library(settings.home, embedder(settings, say), load)
    wanted = _whole(settings.model)
    if wanted not in (in_use.name, DEFAULT_MODEL):
        say(
            f"The settings name the model {wanted}, the index was made with {in_use.name}, which "
            f"goes on answering: run 'citygraft reencode {wanted}' to change it."
        )
    try:
        return Library(settings.home, load(in_use.name), load)
    except ModelMissing as error:
        raise ModelMissing(
            f"{error} The search index was made with it; 'citygraft reencode MODEL' makes it anew "
            "with another model, such as all-MiniLM-L6-v2."
        ) from error


def assistant(
    settings: Settings, say: Say = lambda _: None, told: Callable[[Row], None] = lambda _: None
) -> Assistant:
    """An assistant whose library holds the bundled case studies as they are now."""
    books = library(settings, say)
    if not bundle_is_current(books):
        say("Taking in the bundled case studies (once) …")
        ingest_bundled(books, told)
        ready = Assistant(books)
        # what the first question would wait for: names of practices encoded, facets of cities looked up
        ready.transplants.held()
        ready.catalogue.held()
        return ready
    return Assistant(books)


def _engines() -> "dict[str, type[OnnxEmbedder | OpenVinoEmbedder]]":
    """What runs the default model without torch, by the name in the settings."""
    from index.onnx import OnnxEmbedder, OpenVinoEmbedder

    return {engine.name: engine for engine in (OnnxEmbedder, OpenVinoEmbedder)}


def _whole(model: str) -> str:
    """A model's name, or the full path where it is a folder's."""
    folder = Path(model).expanduser()
    return str(folder.resolve()) if folder.is_dir() and model not in _engines() else model
