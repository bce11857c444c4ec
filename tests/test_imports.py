import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("corpus", "index", "ingest", "assistant", "api")
ALLOWED = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "ingest": {"corpus", "index", "ingest"},
    "assistant": {"corpus", "index", "ingest", "assistant"},
    "api": set(FLOORS),
}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add((node.module or "").split(".")[0])
    return names & set(FLOORS)


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_only_go_down(floor: str) -> None:
    for path in (ROOT / floor).rglob("*.py"):
        assert imported(path) <= ALLOWED[floor], path


def test_there_are_no_other_floors_and_no_lumber_room() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == set(FLOORS)
    assert not (ROOT / "tests" / "index" / "__init__.py").exists()


def test_importing_the_command_line_brings_in_nothing_heavy() -> None:
    heavy = (
        "{'torch', 'spacy', 'sentence_transformers', 'onnxruntime', 'faiss', 'fastapi', 'numpy'}"
    )
    code = f"import sys, api.cli; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_question_brings_in_neither_torch_nor_spacy(bundled_home: Path, models: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from assistant.assistant import Assistant\n"
        "from index.library import Library\n"
        "from index.onnx import OnnxEmbedder\n"
        f"a = Assistant(Library(Path({str(bundled_home)!r}), OnnxEmbedder(Path({str(models)!r}))))\n"
        "assert a.ask('flooding', 'Beira').practices\n"
        "print({'torch', 'spacy', 'sentence_transformers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
