from pathlib import Path

import numpy as np
import pytest

from corpus.case import load_cases
from corpus.errors import ModelMissing
from index.base import Embedder
from index.export import MAX_PIECES, exported, package, prepare
from index.hashing import HashingEmbedder
from index.onnx import OnnxEmbedder, OpenVinoEmbedder
from index.transformer import TransformerEmbedder

TEXTS = [
    "How do we keep informal settlements from flooding?",
    "a",
    "Água, saneamento e drenagem: 25 % ménos",
    "排水と都市",
    "word " * 700,
    "",
]


@pytest.fixture(scope="module")
def transformer() -> TransformerEmbedder:
    return TransformerEmbedder(str(package()))


def test_onnx_gives_the_vectors_of_sentence_transformers(
    onnx: OnnxEmbedder, transformer: TransformerEmbedder
) -> None:
    lines = [line for case in list(load_cases())[:6] for line in case.text().split("\n\n")]
    texts = [*TEXTS, *lines]
    ours, theirs = onnx.encode_passages(texts), transformer.encode_passages(texts)
    assert (ours * theirs).sum(axis=1).min() >= 0.9999
    query = onnx.encode_query(TEXTS[0]) @ transformer.encode_query(TEXTS[0])
    assert query >= 0.9999


def test_openvino_gives_nearly_the_same_vectors_and_is_told_apart(
    onnx: OnnxEmbedder, models: Path
) -> None:
    openvino = OpenVinoEmbedder(models)
    texts = [*TEXTS, *(case.title for case in load_cases())]
    assert (onnx.encode_passages(texts) * openvino.encode_passages(texts)).sum(axis=1).min() > 0.999
    assert openvino.model.fingerprint != onnx.model.fingerprint
    assert openvino.count_pieces(texts) == onnx.count_pieces(texts)


def test_both_count_the_same_word_pieces(
    onnx: OnnxEmbedder, transformer: TransformerEmbedder
) -> None:
    assert onnx.count_pieces(TEXTS) == transformer.count_pieces(TEXTS)
    assert onnx.count_pieces(["word " * 700]) == [700]


def test_vectors_of_two_models_are_told_apart(
    onnx: OnnxEmbedder, transformer: TransformerEmbedder
) -> None:
    prints = {e.model.fingerprint for e in (onnx, transformer, HashingEmbedder())}
    assert len(prints) == 3


@pytest.mark.parametrize("kind", ["onnx", "hashing"])
def test_vectors_have_unit_length_and_the_order_of_their_texts(
    kind: str, onnx: OnnxEmbedder
) -> None:
    embedder: Embedder = onnx if kind == "onnx" else HashingEmbedder()
    vectors = embedder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.model.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert vector @ embedder.encode_query(text) == pytest.approx(1, abs=1e-4)
    assert embedder.encode_passages([]).shape == (0, embedder.model.dim)


def test_texts_are_read_up_to_the_limit_and_no_further(onnx: OnnxEmbedder) -> None:
    words = ["flood"] * (MAX_PIECES - 2)
    whole, longer, shorter = (
        onnx.encode_query(" ".join(w)) for w in (words, [*words, "apple"], [*words[:-1], "apple"])
    )
    assert whole @ longer == pytest.approx(1, abs=1e-6)
    assert whole @ shorter < 0.9999


def test_a_model_that_was_not_prepared_is_named_with_the_command_that_mends_it(
    tmp_path: Path,
) -> None:
    with pytest.raises(ModelMissing, match="citygraft prepare"):
        OnnxEmbedder(tmp_path)


def test_a_damaged_export_is_named(tmp_path: Path, models: Path) -> None:
    folder = exported(tmp_path)
    folder.mkdir(parents=True)
    for path in exported(models).iterdir():
        content = path.read_bytes()
        (folder / path.name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelMissing, match="Delete that folder"):
        OnnxEmbedder(tmp_path)


def test_preparing_twice_changes_nothing(models: Path) -> None:
    before = (exported(models) / "model.onnx").stat().st_mtime_ns
    prepare(models)
    assert (exported(models) / "model.onnx").stat().st_mtime_ns == before


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelMissing, match="no/such-model"):
        TransformerEmbedder("no/such-model")
