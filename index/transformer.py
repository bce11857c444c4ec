"""Any sentence-transformers model by name or folder; slower to start than the default, as it needs torch."""

import hashlib
import os
from collections.abc import Sequence

import numpy as np

from corpus.errors import ModelMissing
from index.base import Model, Vectors

BATCH = 32


class TransformerEmbedder:
    """A sentence-transformers model with the prompts for queries and passages that it defines."""

    def __init__(self, name: str) -> None:
        """Load a model.

        Args:
            name: as sentence-transformers knows it, or a folder. Nothing is fetched unless the
                person sets HF_HUB_OFFLINE=0.
        Raises:
            ModelMissing: there is no such model here, or it cannot be loaded.
        """
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, device="cpu", trust_remote_code=False)
        except Exception as error:  # the library passes on whatever its own parts raise
            raise ModelMissing(
                f"The language model '{name}' cannot be loaded. Check CITYGRAFT_MODEL: a folder, or "
                "a model that was downloaded before. To download it now, set HF_HUB_OFFLINE=0."
            ) from error
        dim = self._model.get_embedding_dimension()
        if dim is None:
            raise ModelMissing(f"The model '{name}' does not make one vector for a text.")
        self.model = Model(name, self._fingerprint(), dim)

    def _fingerprint(self) -> str:
        digest = hashlib.sha256(f"sentence-transformers {self._model.max_seq_length}".encode())
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.contiguous().cpu().flatten().view(dtype=_bytes()).numpy().data)
        return digest.hexdigest()

    def encode_query(self, text: str) -> Vectors:
        """The vector of one question, shape `(dim,)`."""
        vector = self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts in the given order, shape `(n, dim)`."""
        if not texts:
            return np.zeros((0, self.model.dim), np.float32)
        vectors = self._model.encode_document(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, special tokens left out."""
        tokenizer = self._model.tokenizer
        return [len(tokenizer.tokenize(text)) for text in texts]


def _bytes() -> "object":
    import torch

    return torch.uint8
