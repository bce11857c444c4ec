"""What tests share: small PDFs, a small library with the reference embedder, the real one with the corpus."""

import contextlib
import io
import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import hypothesis
import pypdf
import pytest
from filelock import FileLock

os.environ.setdefault("HF_HUB_OFFLINE", "1")

from assistant.assistant import Assistant
from assistant.settings import settings
from bench.serving import copied
from corpus.case import CASES
from index.export import prepare
from index.hashing import HashingEmbedder
from index.library import Library
from index.onnx import OnnxEmbedder
from ingest.pipeline import ingest_bundled

hypothesis.settings.register_profile("citygraft", deadline=None)  # no assertions on the clock
hypothesis.settings.load_profile("citygraft")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def models() -> Path:
    folder = settings().models
    prepare(folder)
    return folder


@pytest.fixture(scope="session")
def onnx(models: Path) -> OnnxEmbedder:
    return OnnxEmbedder(models)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "home", HashingEmbedder())


@pytest.fixture(scope="session")
def bundled_home(tmp_path_factory: pytest.TempPathFactory, onnx: OnnxEmbedder) -> Path:
    """A data folder with the corpus, taken in once for all processes of a run; each has a copy."""
    here = tmp_path_factory.getbasetemp()
    run = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    with FileLock(run / "corpus.lock"):
        if not (run / "corpus").exists():
            ingest_bundled(Library(run / "unfinished", onnx))
            copied(run / "unfinished", run / "corpus")
    return copied(run / "corpus", here / "bundled")


def copy_vectors(source: Path, target: Path) -> None:
    """Copy a folder's vectors while they are in use.

    By SQLite itself: to open and close its file beside it would drop the locks that this process holds.
    """
    with contextlib.closing(sqlite3.connect(source / "vectors.sqlite")) as held:
        held.execute("VACUUM INTO ?", (str(target / "vectors.sqlite"),))


CopyVectors = Callable[[Path, Path], None]


@pytest.fixture(scope="session", name="copy_vectors")
def _copy_vectors() -> CopyVectors:
    return copy_vectors


@pytest.fixture(scope="session")
def assistant(bundled_home: Path, onnx: OnnxEmbedder) -> Assistant:
    return Assistant(Library(bundled_home, onnx))


@pytest.fixture
def apart(bundled_home: Path, onnx: OnnxEmbedder, tmp_path: Path) -> Assistant:
    """An assistant over a data folder of its own, for tests in which people say what they think of answers."""
    return Assistant(Library(copied(bundled_home, tmp_path / "apart"), onnx))


def material(name: str) -> Path:
    """A folder of real documents, which are no part of the product: a bare clone, as in CI, has none beside it."""
    folder = SHARED / "evaluation" / "documents" / name
    if not folder.is_dir():
        pytest.skip("the evaluation material is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def plans() -> Path:
    return material("plans")


@pytest.fixture(scope="session")
def messy() -> Path:
    return material("messy")


@pytest.fixture(scope="session")
def case_text() -> str:
    return (CASES / "dakar-municipal-bond.md").read_text(encoding="utf-8")


MakePdf = Callable[..., bytes]


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    return pdf


def pdf(pages: Sequence[str], password: str | None = None, outline: Sequence[str] = ()) -> bytes:
    """A small real PDF: one page for each text, one line for each line of it."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    kids = []
    for text in pages:
        lines = "".join(f"({_escaped(line)}) Tj T* " for line in text.splitlines())
        stream = f"BT /F1 11 Tf 14 TL 60 760 Td {lines}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 {font} >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    plain = out.encode("latin-1")
    return _finished(plain, password, outline) if password or outline else plain


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _finished(plain: bytes, password: str | None, outline: Sequence[str]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
    for page, title in enumerate(outline):
        writer.add_outline_item(title=title, page_number=page)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
