import io
import struct
import warnings
import zipfile

import pytest

from bench.samples import zipped
from corpus.errors import PasswordProtected, TooLarge, UnreadableFile, WrongKind
from ingest.office import archive
from ingest.office.archive import Archive


def test_entries_are_read_whatever_the_case_and_the_way_of_writing_their_path() -> None:
    held = Archive(zipped({"word/Document.xml": "x", "a b.txt": "y"}), "a.docx")
    assert held.read("/Word\\document.XML") == b"x"
    assert held.read("word/media/../document.xml") == b"x"
    assert held.read("a%20b.txt") == b"y"
    assert "word/document.xml" in held
    assert "word" not in held
    assert held.paths == ("word/Document.xml", "a b.txt")


def test_paths_that_lead_out_are_keys_only() -> None:
    held = Archive(zipped({"../../etc/passwd": "mine", "/abs": "too"}), "a.zip")
    assert held.read("../../etc/passwd") == b"mine"
    assert held.read("abs") == b"too"


def test_a_missing_entry_is_told() -> None:
    with pytest.raises(WrongKind, match=r"a\.docx is damaged: its part 'b\.xml' is missing"):
        Archive(zipped({"a.xml": "x"}), "a.docx").read("b.xml")


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked() -> None:
    with pytest.raises(TooLarge, match=r"grows more than 200 times"):
        Archive(zipped({"bomb.xml": b"0" * 20_000_000}), "bomb.docx")


def test_what_is_small_may_have_any_ratio() -> None:
    assert len(Archive(zipped({"a.bmp": b"0" * 4_000_000}), "a.docx").read("a.bmp")) == 4_000_000


def test_many_entries_are_refused() -> None:
    bomb = zipped({f"{at}": b"" for at in range(archive.MAX_ENTRIES + 1)})
    with pytest.raises(TooLarge, match=r"10,001 parts; the limit is 10,000"):
        Archive(bomb, "many.docx")


def _patched(content: bytes, offset: int, form: str, value: int) -> bytes:
    """A zip file with a field of its first directory entry changed."""
    at = content.index(b"PK\x01\x02") + offset
    return content[:at] + struct.pack(form, value) + content[at + struct.calcsize(form) :]


def test_sizes_that_the_directory_states_count_even_if_it_lies() -> None:
    sound = zipped({"a.xml": b"words " * 1000})
    huge = _patched(sound, 24, "<I", archive.MAX_UNPACKED + 1)
    with pytest.raises(TooLarge, match="more than 300 MB once it is unpacked"):
        Archive(huge, "a.docx")
    with pytest.raises(WrongKind, match="damaged"):
        Archive(_patched(sound, 24, "<I", 10), "a.docx").read("a.xml")  # says less than there is
    with pytest.raises(WrongKind, match="damaged"):
        Archive(_patched(sound, 24, "<I", 9000), "a.docx").read("a.xml")  # says more


def test_entries_that_overlap_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("0", bytes(range(256)) * 300)
        kernel = made.infolist()[0]
        for at in range(1, 50):  # further names for the same bytes
            info = zipfile.ZipInfo(f"{at}")
            info.header_offset, info.compress_type = kernel.header_offset, kernel.compress_type
            info.CRC, info.file_size = kernel.CRC, kernel.file_size
            info.compress_size = kernel.compress_size
            made.filelist.append(info)
    with pytest.raises(WrongKind, match="damaged"):
        Archive(out.getvalue(), "fifield.docx")


def test_an_encrypted_entry_is_told_as_a_password() -> None:
    locked = _patched(zipped({"a.xml": "x"}), 8, "<H", 1)
    with pytest.raises(PasswordProtected, match=r"a\.docx is password-protected"):
        Archive(locked, "a.docx")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_cannot_be_bounded_is_refused(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        made.writestr("a.xml", "x" * 1000)
    with pytest.raises(WrongKind, match="packed in a way that documents are not"):
        Archive(out.getvalue(), "a.docx")


def test_one_path_twice_is_refused_where_it_matters() -> None:
    def twice(second: str) -> bytes:
        out = io.BytesIO()
        with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as made:
            warnings.simplefilter("ignore")
            made.writestr("a.xml", "first")
            made.writestr("A.xml", second)
        return out.getvalue()

    assert Archive(twice("first"), "a.docx").read("a.xml") == b"first"
    with pytest.raises(WrongKind, match="two different parts under one name"):
        Archive(twice("other"), "a.docx")


def test_a_damaged_entry_is_noticed_by_its_sum() -> None:
    content = bytearray(zipped({"a.xml": "Words, words, words, and other words."}))
    content[40] ^= 0xFF
    with pytest.raises(WrongKind, match="damaged"):
        Archive(bytes(content), "a.docx").read("a.xml")


def test_what_stands_before_or_after_the_archive_does_no_harm() -> None:
    content = zipped({"a.xml": "x"})
    assert Archive(b"#!self-extracting" + content, "a").read("a.xml") == b"x"
    assert Archive(content + b"\0" * 1000, "a").read("a.xml") == b"x"


def test_a_file_cut_off_anywhere_is_refused() -> None:
    content = zipped({"a.xml": "Some words.", "b.xml": "More words."})
    for end in range(len(content)):
        with pytest.raises(UnreadableFile, match="damaged"):
            Archive(content[:end], "a.docx")
