from pathlib import Path

import pytest

from index.files import STAGE, staged_folder, sweep, write_bytes


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with staged_folder(tmp_path / "a") as stage:
        (stage / "x").write_text("1")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a" / "x").read_text() == "1"
    with pytest.raises(OSError, match="full"), staged_folder(tmp_path / "b"):
        raise OSError("disk full")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_that_came_first_is_kept(tmp_path: Path) -> None:
    with staged_folder(tmp_path / "a") as stage:
        (stage / "x").write_text("late")
        with staged_folder(tmp_path / "a") as other:
            (other / "x").write_text("early")
    assert (tmp_path / "a" / "x").read_text() == "early"


def test_a_file_is_replaced_at_once_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_bytes(tmp_path / "d" / "f", b"1")
    write_bytes(tmp_path / "d" / "f", b"2")
    assert [(p.name, p.read_bytes()) for p in (tmp_path / "d").iterdir()] == [("f", b"2")]


def test_sweeping_takes_only_what_was_being_written(tmp_path: Path) -> None:
    (tmp_path / f"{STAGE}1").mkdir()
    (tmp_path / f"{STAGE}2").write_text("")
    (tmp_path / "kept").write_text("")
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
