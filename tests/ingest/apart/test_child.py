import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from corpus.errors import (
    Cancelled,
    EmptyFile,
    PasswordProtected,
    ReadingFailed,
    TooLarge,
    UnreadableFile,
    WrongKind,
)
from corpus.nouns import Document, Page
from ingest.apart.child import _refuse
from ingest.apart.contained import Child, Limits
from ingest.apart.pool import Pool
from ingest.apart.wire import document_lines, refusal_line, told
from ingest.kinds import Kind
from ingest.readers import never

MakePdf = Callable[..., bytes]


def read(child: Child | Pool, content: bytes, name: str = "plan.pdf") -> Document:
    return child.read(Kind.PDF, content, name, never)


def pid(child: Child) -> int:
    assert child._process is not None
    return child._process.pid


def ends(number: int) -> None:
    """Wait until a process has ended; a test that hangs here has failed."""
    status = Path(f"/proc/{number}/stat")
    while status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z":
        sleep(0.05)


@pytest.fixture(name="child")
def _child() -> Iterator[Child]:
    child = Child()
    yield child
    child.close()


@pytest.fixture(scope="module", name="long")
def _long(make_pdf: MakePdf) -> bytes:
    """A PDF that takes some seconds of computing."""
    lines = "\n".join(f"Line {n} tells what the city planted, and where." for n in range(50))
    return make_pdf([lines] * 1800)


def test_one_process_reads_many_files(child: Child, make_pdf: MakePdf) -> None:
    numbers = set()
    for count in range(5):
        document = read(child, make_pdf([f"File {count} of five."]))
        assert document.pages == (Page(1, f"File {count} of five."),)
        numbers.add(pid(child))
    assert len(numbers) == 1


def test_a_process_is_replaced_after_some_files(make_pdf: MakePdf) -> None:
    child = Child(Limits(files=2))
    numbers = set()
    for _ in range(6):
        read(child, make_pdf(["a b c"]))
        if child._process:
            numbers.add(child._process.pid)
    child.close()
    assert len(numbers) == 3


def test_a_process_that_has_grown_is_replaced(make_pdf: MakePdf) -> None:
    child = Child(Limits(growth=1))
    assert read(child, make_pdf(["a b c"])).pages
    assert child._process is None


def test_a_process_that_was_killed_between_files_is_started_again(
    child: Child, make_pdf: MakePdf
) -> None:
    read(child, make_pdf(["a b c"]))
    os.kill(pid(child), signal.SIGKILL)
    ends(pid(child))
    assert read(child, make_pdf(["d e f"])).pages[0].text == "d e f"


def test_a_process_that_is_killed_over_a_file_fails_that_file_only(
    child: Child, make_pdf: MakePdf, long: bytes
) -> None:
    def kill() -> bool:
        os.kill(pid(child), signal.SIGKILL)
        return False

    with pytest.raises(ReadingFailed, match=r"plan\.pdf broke the reader"):
        child.read(Kind.PDF, long, "plan.pdf", kill)
    assert read(child, make_pdf(["d e f"])).pages[0].text == "d e f"


@pytest.mark.parametrize(
    ("limits", "error", "reason"),
    [
        (Limits(clock=0.01), ReadingFailed, "longer than 0.01 seconds to read"),
        (Limits(cpu=1), ReadingFailed, "longer than 1 seconds of computing"),
        (Limits(answer=50_000), TooLarge, "more text than can be taken in"),
    ],
)
def test_a_file_over_a_limit_fails_with_the_reason_and_the_next_is_read(
    make_pdf: MakePdf, long: bytes, limits: Limits, error: type[UnreadableFile], reason: str
) -> None:
    child = Child(limits)
    with pytest.raises(error, match=reason):
        read(child, long)
    assert child._process is None
    child.limits = Limits()
    assert read(child, make_pdf(["d e f"])).pages[0].text == "d e f"
    child.close()


def test_the_computing_time_of_earlier_files_does_not_count(make_pdf: MakePdf) -> None:
    child = Child(Limits(cpu=1))
    some = make_pdf(["\n".join(["A line on trees and on water."] * 50)] * 300)
    for _ in range(8):
        assert len(read(child, some).pages) == 300
    child.close()


def test_a_person_who_cancels_ends_the_process(
    child: Child, make_pdf: MakePdf, long: bytes
) -> None:
    looks = iter([False, True])
    with pytest.raises(Cancelled):
        child.read(Kind.PDF, long, "plan.pdf", lambda: next(looks))
    assert child._process is None
    assert read(child, make_pdf(["d e f"])).pages[0].text == "d e f"


def test_a_person_may_cancel_while_all_processes_are_busy(make_pdf: MakePdf) -> None:
    pool = Pool(processes=1)

    def meanwhile() -> bool:
        with pytest.raises(Cancelled):
            pool.read(Kind.PDF, b"", "b.pdf", lambda: True)
        return False

    assert pool.read(Kind.PDF, make_pdf(["a b c"]), "a.pdf", meanwhile).pages
    pool.close()


def test_threads_share_the_processes_and_each_gets_its_own_file(make_pdf: MakePdf) -> None:
    pool = Pool(processes=2)
    files = [(f"file-{n}.pdf", make_pdf([f"Number {n}."] * (n % 7 + 1))) for n in range(24)]
    with ThreadPoolExecutor(8) as threads:
        documents = list(threads.map(lambda file: read(pool, file[1], file[0]), files))
    pool.close()
    assert [document.pages[0].text for document in documents] == [f"Number {n}." for n in range(24)]
    assert [document.source for document in documents] == [name for name, _ in files]


def test_a_refusal_comes_back_as_the_same_error(child: Child, make_pdf: MakePdf) -> None:
    with pytest.raises(PasswordProtected, match=r"a\.pdf is password-protected"):
        read(child, make_pdf(["secret"], password="pw"), "a.pdf")
    number = pid(child)
    with pytest.raises(WrongKind, match=r"b\.pdf is a damaged PDF"):
        read(child, b"%PDF-1.7 and nothing else", "b.pdf")
    assert pid(child) == number


@pytest.mark.parametrize("kind", [EmptyFile, TooLarge, WrongKind, UnreadableFile])
def test_a_refusal_survives_the_way(kind: type[UnreadableFile]) -> None:
    with pytest.raises(kind) as caught:
        told([json.loads(refusal_line(kind("„Why“ it is so.")))])
    assert type(caught.value) is kind
    assert str(caught.value) == "„Why“ it is so."


def test_a_document_survives_the_way() -> None:
    document = Document(
        doc_id="a-b",
        title="Água é vida",
        kind="document",
        media_type="application/pdf",
        sha256="0" * 64,
        source="a b.pdf",
        pages=(Page(1, "One.\n\nTwo \U0001f333", "i"), Page(2, ""), Page(None, "x")),
        outline=((1, 0, ("A", "B")), (None, 5, ("C",))),
        meta={"warnings": ["So it is."], "ocr_pages": [2]},
    )
    assert told(json.loads(line) for line in document_lines(document)) == document


@pytest.mark.parametrize(
    "line", [{"refused": "OSError", "message": "x"}, {"page": [1, 2, 3]}, {"document": {}}, {}]
)
def test_an_answer_that_is_not_of_the_form_is_no_document(line: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        told([line])


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", (None, ("127.0.0.1", 80))),
        ("subprocess.Popen", ("sh", [], None, None)),
        ("os.system", ("true",)),
        ("open", ("x", "w", os.O_WRONLY | os.O_CREAT)),
    ],
)
def test_the_process_may_reach_no_network_start_no_program_and_write_no_file(
    event: str, arguments: tuple[object, ...]
) -> None:
    with pytest.raises(PermissionError):
        _refuse(event, arguments)
    _refuse("open", ("/etc/hosts", "r", os.O_RDONLY | os.O_CLOEXEC))


def test_the_process_learns_nothing_of_the_settings(
    child: Child, make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITYGRAFT_TOKEN", "hush")
    read(child, make_pdf(["a b c"]))
    assert b"hush" not in Path(f"/proc/{pid(child)}/environ").read_bytes()


READS = """
import os, sys
from ingest.apart.contained import Child
from ingest.kinds import Kind
child = Child()
child.read(Kind.PDF, open(0, "rb", closefd=False).read(), "a.pdf", lambda: False)
print(child._process.pid, flush=True)
"""


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "os._exit(0)"])
def test_the_process_ends_with_its_parent(make_pdf: MakePdf, end: str) -> None:
    parent = subprocess.run(
        [sys.executable, "-c", READS + end],
        input=make_pdf(["a b c"]),
        capture_output=True,
        check=False,
    )
    ends(int(parent.stdout))


def test_a_program_that_has_read_ends_without_a_warning(make_pdf: MakePdf) -> None:
    program = (
        "from ingest.readers import read; import sys;"
        "print(read(sys.stdin.buffer.read(), 'a.pdf').pages[0].text)"
    )
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", program],
        input=make_pdf(["a b c"]),
        capture_output=True,
        check=True,
    )
    assert (ended.stdout, ended.stderr) == (b"a b c\n", b"")


def test_a_parent_that_holds_much_memory_does_not_wear_its_children_out(
    make_pdf: MakePdf,
) -> None:
    ballast = bytes(range(256)) * 2_000_000
    child = Child()
    numbers = set()
    for _ in range(2):
        read(child, make_pdf(["A page."]))
        numbers.add(pid(child))
    child.close()
    assert len(ballast) > child.limits.growth
    assert len(numbers) == 1


def test_a_pool_starts_a_child_ahead_that_the_first_file_is_read_by(make_pdf: MakePdf) -> None:
    pool = Pool()
    pool.start()
    pool.start()
    (child,) = pool._idle
    number = pid(child)
    assert read(pool, make_pdf(["A page."])).pages == (Page(1, "A page."),)
    assert [pid(held) for held in pool._idle] == [number]
    pool.close()
