"""The generation that answers questions: the newest one whose model can be loaded, with its embedder."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from corpus.errors import IndexOutdated, IndexUnusable, ModelChanged, ModelMissing
from index.base import Embedder, Model
from index.generations import Generation, is_there, newest, open_newest

Load = Callable[[str], Embedder]
"""Loads the embedder of a model by its name.

Raises:
    ModelMissing: it cannot be loaded.
"""

log = logging.getLogger("citygraft")


class Serving:
    """One generation held open, and exchanged together with its embedder when a newer one appears.

    Attributes:
        held: the generation that was opened last, None before the first.
        busy: held by the thread that looks for a newer one.
    """

    def __init__(self, root: Path, embedder: Embedder, load: Load | None = None) -> None:
        """Open nothing yet.

        Args:
            root: the folder of generations.
            embedder: of the newest generation's model, or of the first one where there is none.
            load: loads another model when another process has changed it; without it such a
                change ends in ModelChanged.
        """
        self.held: Generation | None = None
        self.busy = threading.Lock()
        self._root = root
        self._first = embedder
        self._load = load
        self._passed_over: int | None = None

    @property
    def embedder(self) -> Embedder:
        """Of the generation that is held."""
        held = self.held
        return held.embedder if held else self._first

    def latest(self) -> Generation | None:
        """The newest generation; None where there is none. Call it while `busy` is held.

        A newer one whose model cannot be loaded is passed over, and logged, as long as the files
        of the one that is held are there.

        Raises:
            IndexUnusable, ModelMissing: it cannot be used, and none is held that could be.
        """
        held, number = self.held, newest(self._root)
        if held and number in (held.number, self._passed_over):
            return held
        try:
            opened = self.opened()
        except (ModelChanged, ModelMissing) as error:
            if held is None or not is_there(self._root, held.number):
                raise
            log.warning("The index before the newest one goes on answering. %s", error)
            self._passed_over = number
            return held
        self.held = opened or held
        return opened

    def opened(self) -> Generation | None:
        """The newest generation, opened now; None where there is none, or none of this version's format.

        Raises:
            IndexUnusable, ModelMissing: it cannot be used.
        """
        try:
            return open_newest(self._root, self._embedder_of)
        except IndexOutdated:
            return None
        except ModelChanged:
            raise
        except (IndexUnusable, OSError):
            # a writer may just have retired the generation that was being opened
            return open_newest(self._root, self._embedder_of)

    def _embedder_of(self, made_by: Model) -> Embedder:
        """The embedder of a generation's model: the one at hand, or another that is loaded now."""
        embedder = self.embedder
        if embedder.model.fingerprint != made_by.fingerprint and self._load:
            embedder = self._load(made_by.name)
        if embedder.model.fingerprint != made_by.fingerprint:
            raise ModelChanged(
                f"The search index was made with the model '{made_by.name}', which is not the "
                f"'{embedder.model.name}' that is here now. Run 'citygraft rebuild' to encode "
                f"everything with '{embedder.model.name}'; no document is lost."
            )
        return embedder
