"""What tests of the readers share: the folder of messy files."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def messy() -> Path:
    folder = ROOT.parent / "shared" / "evaluation" / "documents" / "messy"
    if not folder.is_dir():
        pytest.skip("the evaluation material is not beside this checkout")
    return folder
