"""The default model run by ONNX Runtime, or by OpenVINO: the vectors of sentence-transformers without torch.

A cold question then takes a fraction of the seconds that importing torch alone would take.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import ModelMissing
from index.base import Model, Vectors
from index.export import MAX_PIECES, exported


class MiniLM(ABC):
    """all-MiniLM-L6-v2 without its engine: tokens in, batches in order of length."""

    batch: int
    """Passages encoded at once, the fastest on two cores."""

    def __init__(self, models: Path, name: str) -> None:
        """Open the exported model.

        Args:
            models: the folder that `index.export.prepare` was given.
            name: of the model, engine included.
        Raises:
            ModelMissing: it was not exported yet, or the export is damaged.
        """
        from tokenizers import Tokenizer

        folder = exported(models)
        try:
            about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._open(folder / "model.onnx")
        except ModelMissing:
            raise
        except Exception as error:  # these libraries raise bare Exception subclasses of their own
            raise ModelMissing(
                f"The language model in {folder} cannot be loaded. "
                "Delete that folder and run 'citygraft prepare'."
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._counter = Tokenizer.from_str(self._tokenizer.to_str())
        self._tokenizer.enable_truncation(MAX_PIECES)
        mark = "" if type(self) is OnnxEmbedder else f"-{type(self).__name__}"
        self.model = Model(name, about["fingerprint"] + mark, about["dim"])

    @abstractmethod
    def _open(self, path: Path) -> None: ...

    @abstractmethod
    def _infer(self, feed: dict[str, Any]) -> Any: ...

    def encode_query(self, text: str) -> Vectors:
        """The vector of one question, shape `(384,)`."""
        vector: Vectors = self.encode_passages([text])[0]
        return vector

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts in the given order, shape `(n, 384)`."""
        vectors = np.empty((len(texts), self.model.dim), np.float32)
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        for at in range(0, len(order), self.batch):
            rows = order[at : at + self.batch]
            vectors[rows] = self._run([encodings[i].ids for i in rows])
        return vectors

    def _run(self, ids: list[list[int]]) -> Vectors:
        width = max(map(len, ids))
        padded = np.zeros((len(ids), width), np.int64)
        mask = np.zeros_like(padded)
        for row, pieces in enumerate(ids):
            padded[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        feed = {"input_ids": padded, "attention_mask": mask, "token_type_ids": padded * 0}
        return np.asarray(self._infer(feed), np.float32)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, special tokens left out."""
        batch = self._counter.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in batch]


class OnnxEmbedder(MiniLM):
    """all-MiniLM-L6-v2 by ONNX Runtime in 32-bit floats; vectors of shape `(384,)`, unit length."""

    name = "all-MiniLM-L6-v2"
    batch = 4

    def __init__(self, models: Path) -> None:
        super().__init__(models, self.name)

    def _open(self, path: Path) -> None:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.log_severity_level = 3
        self._session = InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def _infer(self, feed: dict[str, Any]) -> Any:
        return self._session.run(None, feed)[0]


class OpenVinoEmbedder(MiniLM):
    """The same by OpenVINO, in bfloat16 where the processor has it: about twice as fast for much text.

    An extra, `pip install citygraft[openvino]`. Its vectors differ from those of ONNX Runtime in
    the fourth decimal, so an index is made by one or the other.
    """

    name = "all-MiniLM-L6-v2/openvino"
    batch = 16

    def __init__(self, models: Path) -> None:
        super().__init__(models, self.name)

    def _open(self, path: Path) -> None:
        try:
            from openvino import Core
        except ImportError as error:
            raise ModelMissing(
                f"The model '{self.name}' needs the extra openvino: pip install openvino. "
                "Or unset CITYGRAFT_MODEL."
            ) from error
        core = Core()
        # a processor without bfloat16 would imitate it, thirty times as slowly
        known = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        precision = "bf16" if "BF16" in known else "f32"
        compiled = core.compile_model(
            str(path),
            "CPU",
            {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"},
        )
        self._compiled = compiled

    def _infer(self, feed: dict[str, Any]) -> Any:
        request = (
            self._compiled.create_infer_request()
        )  # one a call: a request is not for two threads
        return request.infer(feed)[0]
