"""Where the parts are put together: settings to a library and an assistant."""

from collections.abc import Callable

from assistant.assistant import Assistant
from assistant.knowledge import Encode, Knowledge, knowledge
from assistant.settings import Settings
from corpus.case import load_cases
from corpus.practice import load_practices
from corpus.transfer import load_transfers
from index.base import Embedder
from index.library import Library
from ingest.pipeline import Row, bundle_is_current, ingest_bundled

Say = Callable[[str], None]
"""Told, in a sentence, what takes a while."""


def embedder(settings: Settings, say: Say = lambda _: None) -> Embedder:
    """The embedder that the settings name; the default model is exported the first time.

    Raises:
        ModelMissing: it cannot be loaded.
    """
    from index.export import is_prepared, prepare
    from index.onnx import OnnxEmbedder, OpenVinoEmbedder

    engines = {engine.name: engine for engine in (OnnxEmbedder, OpenVinoEmbedder)}
    if settings.model not in engines:
        from index.transformer import TransformerEmbedder

        say(f"Loading the language model {settings.model} …")
        return TransformerEmbedder(settings.model)
    if not is_prepared(settings.models):
        say("Preparing the language model (once, about ten seconds) …")
        prepare(settings.models)
    return engines[settings.model](settings.models)


def knowledge_of_corpus(encode: Encode) -> Knowledge:
    """The bundled cases, practices and transfers as the transplant analysis sees them."""
    return knowledge(load_practices(), load_cases(), load_transfers(), encode)


def library(settings: Settings, say: Say = lambda _: None) -> Library:
    """The library in the settings' data folder, as it is."""
    return Library(settings.home, embedder(settings, say))


def assistant(
    settings: Settings, say: Say = lambda _: None, told: Callable[[Row], None] = lambda _: None
) -> Assistant:
    """An assistant whose library holds the bundled case studies as they are now."""
    books = library(settings, say)
    if not bundle_is_current(books):
        say("Taking in the bundled case studies (once) …")
        ingest_bundled(books, told)
        ready = Assistant(books)
        ready.transplants.held()  # the names of practices are encoded now, not at the first question
        return ready
    return Assistant(books)
