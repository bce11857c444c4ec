"""What tests of the readers share: `bench.samples` can be imported, and the folder of messy files."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))


@pytest.fixture(scope="session")
def messy() -> Path:
    folder = ROOT.parent / "shared" / "evaluation" / "documents" / "messy"
    if not folder.is_dir():
        pytest.skip("the evaluation material is not beside this checkout")
    return folder
