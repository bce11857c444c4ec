import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from corpus.errors import AddressRefused, StoreBusy, UnknownJob
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.incoming import Same
from ingest.jobs import jobs as limits
from ingest.jobs.job import BY_HAND, UPLOAD, Item, Job, Stage, State
from ingest.jobs.jobs import Jobs, addresses, new_id
from ingest.jobs.run import run
from ingest.jobs.worker import Worker
from ingest.pipeline import Result, Row
from ingest.web.reach import Reach
from ingest.writing import remove, waiting

LARGE = "\n\n".join(f"Paragraph {n} on drains. " + f"eta{n}word " * 110 for n in range(520))
"""More passages than are encoded together, so that it is kept by itself."""


@pytest.fixture
def jobs(library: Library) -> Jobs:
    return Jobs(library.home)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def texts(folder: Path, count: int) -> list[Item]:
    """So many files, each with a word that no other has, as items."""
    paths = [folder / f"report-{number:03}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(f"Report {number}\n\nWhat zeta{number:03}word taught us about drains.")
    return [Item(path.name, str(path)) for path in paths]


def sent(jobs: Jobs, files: Sequence[tuple[str, bytes]]) -> Job:
    """A job of files that were uploaded."""
    job_id = new_id()
    items = []
    for name, content in files:
        spool = jobs.inbox.spool(job_id)
        spool.write(content)
        items.append(Item(name, f"{UPLOAD}{name}", spool.keep()))
    return jobs.create("API", items, job_id)


def results(jobs: Jobs, job: Job) -> list[Result]:
    return [row.result for _, row in jobs.outcomes(job.job_id)]


def until(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def left(jobs: Jobs, job: Job) -> list[Path]:
    """What is in the inbox of a job, its lock aside."""
    folder = jobs.inbox.lock(job.job_id).parent
    return [path for path in folder.iterdir() if path.name != ".lock"]


def test_a_job_takes_in_files_and_remembers_what_became_of_each(
    library: Library, jobs: Jobs, folder: Path
) -> None:
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n")
    items = [*texts(folder, 3), Item("picture.png", str(folder / "picture.png"))]
    told: list[Row] = []
    job = run(library, jobs, jobs.create("API", items).job_id, told.append)
    assert (job.state, job.finished, job.total) == (State.DONE, 4, 4)
    assert results(jobs, job) == [Result.ADDED] * 3 + [Result.REFUSED]
    assert told == [row for _, row in jobs.outcomes(job.job_id)]
    assert [at for at, _ in jobs.outcomes(job.job_id)] == [0, 1, 2, 3]
    assert told[0].coverage
    assert told[0].coverage.passages == 1
    assert library.search("zeta001word", 1).hits


def test_a_file_that_comes_twice_in_a_job_is_taken_once(
    library: Library, jobs: Jobs, folder: Path
) -> None:
    items = texts(folder, 2)
    job = run(library, jobs, jobs.create("API", [*items, *items]).job_id)
    assert (job.total, results(jobs, job)) == (2, [Result.ADDED] * 2)


def test_a_job_outlives_the_process_that_made_it(
    jobs: Jobs, library: Library, folder: Path
) -> None:
    job = jobs.create("API", texts(folder, 2))
    again = Jobs(library.home)
    assert again.get(job.job_id) == job
    assert [item.name for item in again.items(job.job_id)] == ["report-000.txt", "report-001.txt"]


def test_what_was_uploaded_is_kept_under_its_digest_until_the_job_is_done(
    library: Library, jobs: Jobs
) -> None:
    job = sent(jobs, [("../../etc/passwd.txt", b"Drains of the old town.")])
    assert [path.name for path in left(jobs, job)] == [jobs.items(job.job_id)[0].sha256]
    job = run(library, jobs, job.job_id)
    assert results(jobs, job) == [Result.ADDED]
    assert left(jobs, job) == []


def test_stopping_between_files_leaves_a_job_that_goes_on_where_it_stopped(
    library: Library, jobs: Jobs, folder: Path
) -> None:
    items = texts(folder, 3)
    large = folder / "large.txt"
    large.write_text(LARGE)
    items.insert(1, Item("large.txt", str(large)))
    told: list[Row] = []
    job = run(library, jobs, jobs.create("API", items).job_id, told.append, lambda: bool(told))
    assert job.state is State.STOPPED
    assert 0 < job.finished < job.total
    before = len(told)
    done = run(library, jobs, job.job_id, told.append)
    assert (done.state, len(told)) == (State.DONE, 4)
    assert before == job.finished
    assert results(jobs, done) == [Result.ADDED] * 4


def test_what_is_taken_in_is_found_though_the_job_was_stopped(
    library: Library, jobs: Jobs, folder: Path
) -> None:
    items = texts(folder, 2)
    large = folder / "large.txt"
    large.write_text(LARGE)
    job = jobs.create("API", [items[0], Item("large.txt", str(large)), items[1]])
    told: list[Row] = []
    job = run(library, jobs, job.job_id, told.append, lambda: bool(told))
    found = library.search("zeta000word", 1).hits
    passages = library.store.passages([found[0].passage_id])
    assert passages[found[0].passage_id].doc_id == "report-000"


def test_cancelling_a_job_that_waits_deletes_what_it_received(jobs: Jobs, library: Library) -> None:
    job = sent(jobs, [("a.txt", b"Drains."), ("b.txt", b"Trees.")])
    job = jobs.cancel(job.job_id)
    assert job.state is State.CANCELLED
    assert left(jobs, job) == []
    assert run(library, jobs, job.job_id).state is State.CANCELLED
    assert list(library.store.documents()) == []
    assert jobs.resume(job.job_id).state is State.CANCELLED


def test_cancelling_from_elsewhere_stops_within_a_file_and_keeps_what_was_taken_in(
    library: Library, jobs: Jobs
) -> None:
    small = [(f"{n}.txt", f"Report zeta{n:03}word on trees.".encode()) for n in range(3)]
    large = LARGE.encode()
    job = sent(jobs, [*small, *((f"large-{n}.txt", large + b"%d" % n) for n in range(9))])
    runner = threading.Thread(target=run, args=(library, jobs, job.job_id))
    runner.start()
    other = Jobs(library.home)
    until(lambda: other.get(job.job_id).finished >= 1)
    other.cancel(job.job_id)
    runner.join()
    job = other.get(job.job_id)
    assert job.state is State.CANCELLED
    assert 0 < job.finished < job.total
    assert left(jobs, job) == []
    assert len(list(library.store.documents())) == job.finished
    assert library.search("zeta000word", 1).hits
    with library.writing():
        pass


def test_content_that_is_held_under_another_name_is_asked_about_and_nothing_changes(
    library: Library, jobs: Jobs
) -> None:
    run(library, jobs, sent(jobs, [("old.txt", b"Drains of the old town.")]).job_id)
    job = run(library, jobs, sent(jobs, [("new.txt", b"Drains of the old town.")]).job_id)
    assert job.state is State.ASKING
    assert results(jobs, job) == [Result.HELD]
    assert [d.source for d in library.store.documents()] == ["upload:old.txt"]
    assert left(jobs, job)


@pytest.mark.parametrize(
    ("same", "sources", "result"),
    [
        (Same.KEEP, ["upload:old.txt"], Result.HELD),
        (Same.RENAME, ["upload:new.txt"], Result.RENAMED),
        (Same.BOTH, ["upload:new.txt", "upload:old.txt"], Result.ADDED),
    ],
)
def test_a_decision_lets_the_job_go_on(
    library: Library, jobs: Jobs, same: Same, sources: list[str], result: Result
) -> None:
    run(library, jobs, sent(jobs, [("old.txt", b"Drains of the old town.")]).job_id)
    job = run(library, jobs, sent(jobs, [("new.txt", b"Drains of the old town.")]).job_id)
    assert jobs.decide(job.job_id, {0: same}).state is State.STOPPED
    job = run(library, jobs, job.job_id)
    assert job.state is State.DONE
    assert results(jobs, job) == [result]
    assert sorted(d.source for d in library.store.documents()) == sources
    assert left(jobs, job) == []


def test_what_is_not_asked_cannot_be_decided(jobs: Jobs, folder: Path) -> None:
    job = jobs.create("API", texts(folder, 1))
    with pytest.raises(UnknownJob, match="asks nothing about number 0"):
        jobs.decide(job.job_id, {0: Same.BOTH})
    with pytest.raises(UnknownJob, match="no job 'x'"):
        jobs.get("x")


def test_a_job_waits_while_another_one_writes(library: Library, jobs: Jobs, folder: Path) -> None:
    job = jobs.create("API", texts(folder, 1))
    runner = threading.Thread(target=run, args=(library, jobs, job.job_id))
    library.generation()
    with library.writing():
        runner.start()
        time.sleep(0.3)
        assert jobs.get(job.job_id).finished == 0
    runner.join()
    assert jobs.get(job.job_id).state is State.DONE


def test_a_job_is_run_by_one_at_a_time(library: Library, jobs: Jobs, folder: Path) -> None:
    job = jobs.create("API", texts(folder, 1))
    with jobs.held(job.job_id), pytest.raises(StoreBusy, match="running already"):
        run(library, Jobs(library.home), job.job_id)


def test_an_index_that_cannot_be_used_fails_the_job_with_the_remedy_and_it_can_go_on(
    library: Library, jobs: Jobs, folder: Path
) -> None:
    items = texts(folder, 2)
    run(library, jobs, jobs.create("API", items[:1]).job_id)
    vectors = max((library.home / "index").glob("gen-*")) / "vectors.faiss"
    whole = vectors.read_bytes()
    vectors.write_bytes(whole[:-1])
    again = Library(library.home, HashingEmbedder())
    job = run(again, jobs, jobs.create("API", items).job_id)
    assert job.state is State.FAILED
    assert "citygraft rebuild" in job.detail
    vectors.write_bytes(whole)
    assert jobs.resume(job.job_id).state is State.WAITING
    assert run(again, jobs, job.job_id).state is State.DONE


RUNNER = """
import sys
from pathlib import Path
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.jobs.run import run
from ingest.jobs.jobs import Jobs

home = Path(sys.argv[1])
run(Library(home, HashingEmbedder()), Jobs(home), sys.argv[2], lambda row: print(row.doc_id, flush=True))
"""


@pytest.mark.parametrize("after", [1, 3])
def test_a_job_that_was_killed_goes_on_and_does_nothing_twice(
    library: Library, jobs: Jobs, folder: Path, after: int
) -> None:
    items = texts(folder, 6)
    for item in items:  # each as large as a batch, so that they are kept one by one
        Path(item.source).write_text(f"{item.name}\n\n{LARGE}")
    job = jobs.create("API", items)
    command = [sys.executable, "-c", RUNNER, str(library.home), job.job_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout
        acknowledged = [runner.stdout.readline().strip() for _ in range(after)]
        assert jobs.get(job.job_id).state is State.RUNNING
        runner.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in runner.stdout if line.endswith("\n")]
    stopped = jobs.get(job.job_id)
    assert stopped.state is State.STOPPED
    assert len(acknowledged) <= stopped.finished < len(items)
    assert {d.doc_id for d in library.store.documents()} >= set(acknowledged)
    told: list[Row] = []
    done = run(library, jobs, job.job_id, told.append)
    assert done.state is State.DONE
    assert len(told) == len(items) - stopped.finished
    assert {d.doc_id for d in library.store.documents()} == {Path(i.name).stem for i in items}
    versions = [library.store.history(d.doc_id) for d in library.store.documents()]
    assert all(len(v) == 1 for v in versions)


def test_a_worker_runs_jobs_in_order_and_goes_on_with_those_that_were_interrupted(
    library: Library, jobs: Jobs, folder: Path
) -> None:
    items = texts(folder, 4)
    interrupted = jobs.create("page", items[:1])
    jobs.store.mark(interrupted.job_id, State.RUNNING)  # as a killed server leaves it
    by_hand = jobs.create(BY_HAND, items[1:2])
    waits = jobs.create("API", items[2:])
    worker = Worker(library, jobs)
    worker.start()
    until(lambda: jobs.get(waits.job_id).state is State.DONE)
    worker.stop()
    assert jobs.get(interrupted.job_id).state is State.DONE
    assert jobs.get(by_hand.job_id).state is State.STOPPED


def test_a_worker_that_is_stopped_leaves_its_job_to_go_on_with(
    library: Library, jobs: Jobs
) -> None:
    large = LARGE.encode()
    job = sent(jobs, [(f"large-{n}.txt", large + b"%d" % n) for n in range(9)])
    worker = Worker(library, jobs)
    worker.start()
    until(lambda: jobs.get(job.job_id).finished >= 1)
    worker.stop()
    stopped = jobs.get(job.job_id)
    assert stopped.state is State.STOPPED
    assert len(left(jobs, job)) == 9
    jobs.cancel(job.job_id)


def test_the_same_file_in_two_jobs_is_one_document_and_the_second_is_told(
    library: Library, jobs: Jobs
) -> None:
    both = [sent(jobs, [("a.txt", b"Drains of the old town.")]) for _ in range(2)]
    runners = [threading.Thread(target=run, args=(library, jobs, job.job_id)) for job in both]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    assert sorted(results(jobs, both[0]) + results(jobs, both[1])) == [
        Result.ADDED, Result.UNCHANGED,
    ]  # fmt: skip
    assert len(list(library.store.documents())) == 1


def test_old_finished_jobs_are_forgotten_and_open_ones_are_limited(
    jobs: Jobs,
) -> None:
    open_ = jobs.create("API", [])
    for _ in range(limits.MAX_FINISHED + 3):
        jobs.store.mark(jobs.create("API", []).job_id, State.DONE)
    assert len(jobs.all()) <= limits.MAX_FINISHED + 2
    assert jobs.get(open_.job_id).state is State.WAITING
    for _ in range(limits.MAX_OPEN - 1):
        jobs.create("API", [])
    with pytest.raises(StoreBusy, match="no room for more"):
        jobs.create("API", [])


def test_what_a_dead_upload_left_is_swept_and_what_a_job_needs_is_not(
    library: Library, jobs: Jobs
) -> None:
    job = sent(jobs, [("a.txt", b"Drains.")])
    going_on, dead = new_id(), new_id()
    for job_id in (going_on, dead):
        jobs.inbox.spool(job_id).keep()
    for folder in (dead, job.job_id):
        os.utime(library.home / "inbox" / folder, (0, 0))
    jobs.tidy()
    names = {path.name for path in (library.home / "inbox").iterdir()}
    assert names == {going_on, job.job_id}


def test_a_removal_gets_in_between_while_a_job_runs(
    library: Library, jobs: Jobs, folder: Path
) -> None:
    run(library, jobs, jobs.create("API", texts(folder, 1)).job_id)
    with waiting(library):
        remover = threading.Thread(target=remove, args=(library, "report-000"))
        remover.start()
        time.sleep(0.2)
        assert [d.doc_id for d in library.store.documents()] == ["report-000"]
    remover.join()
    assert list(library.store.documents()) == []
    assert library.store.passage_ids() == []


def test_a_removal_gives_up_after_a_while(library: Library, jobs: Jobs, folder: Path) -> None:
    run(library, jobs, jobs.create("API", texts(folder, 1)).job_id)
    with library.writing(), pytest.raises(StoreBusy):
        remove(library, "report-000", seconds=0.1)


def test_deletion_during_search_and_ingest_leaves_nothing_behind(
    library: Library, jobs: Jobs, folder: Path
) -> None:
    """Row 24: searches, a job and removals at once; what was removed is never found again."""
    items = texts(folder, 30)
    run(library, jobs, jobs.create("API", items[:20]).job_id)
    gone: set[str] = set()
    wrong: list[str] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            for number in range(20):
                before = set(gone)
                hits = library.search(f"zeta{number:03}word", 5).hits
                passages = library.store.passages(hit.passage_id for hit in hits)
                wrong.extend(p.doc_id for p in passages.values() if p.doc_id in before)

    lookers = [threading.Thread(target=look) for _ in range(3)]
    job = jobs.create("API", items[20:])
    runner = threading.Thread(target=run, args=(library, jobs, job.job_id))
    for thread in (*lookers, runner):
        thread.start()
    for number in range(0, 20, 2):
        doc_id = f"report-{number:03}"
        digest = library.store.get(doc_id).sha256
        remove(library, doc_id)
        gone.add(doc_id)
        assert not (library.home / "originals" / digest[:2] / digest).exists()
    runner.join()
    over.set()
    for thread in lookers:
        thread.join()
    assert wrong == []
    assert jobs.get(job.job_id).state is State.DONE
    held = {d.doc_id for d in library.store.documents()}
    assert held == {Path(item.name).stem for item in items} - gone
    assert library.generation().vectors.ids() == set(library.store.passage_ids())


def test_what_a_job_asks_is_counted_as_not_finished(library: Library, jobs: Jobs) -> None:
    job = sent(jobs, [("a.txt", b"Drains."), ("b.txt", b"Drains.")])
    job = run(library, jobs, job.job_id)
    assert (job.state, job.finished, job.total) == (State.ASKING, 1, 2)
    assert [i.stage for i in jobs.items(job.job_id)] == [Stage.DONE, Stage.ASKING]


class _Site(BaseHTTPRequestHandler):
    """A site with one page, which tells how often it was asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        found = self.path == "/plan.txt"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"The mast of the harbour was blue.")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    _Site.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


HERE = Reach(may_reach=lambda ip, _: ip == "127.0.0.1")


def test_an_address_is_fetched_once_and_its_document_says_where_from_and_when(
    library: Library, jobs: Jobs, site: str
) -> None:
    job = jobs.create("API", addresses([f"{site}/plan.txt"]))
    job = run(library, jobs, job.job_id, reach=HERE)
    assert (job.state, results(jobs, job)) == (State.DONE, [Result.ADDED])
    (document,) = library.store.documents()
    assert document.source == document.meta["url"] == f"{site}/plan.txt"
    assert document.meta["fetched"]
    again = run(
        library, jobs, jobs.create("API", addresses([f"{site}/plan.txt"])).job_id, reach=HERE
    )
    assert results(jobs, again) == [Result.UNCHANGED]
    assert _Site.asked == ["/plan.txt"] * 2


def test_an_address_that_cannot_be_fetched_is_refused_and_the_others_are_taken_in(
    library: Library, jobs: Jobs, site: str, folder: Path
) -> None:
    given = addresses([f"{site}/gone", f"{site}/plan.txt"])
    items = [texts(folder, 2)[0], *given, texts(folder, 2)[1]]
    job = run(library, jobs, jobs.create("API", items).job_id, reach=HERE)
    assert job.state is State.DONE
    assert results(jobs, job) == [Result.ADDED, Result.REFUSED, Result.ADDED, Result.ADDED]


def test_an_address_is_fetched_while_others_may_write(
    library: Library, jobs: Jobs, site: str
) -> None:
    library.generation()
    job = jobs.create("API", addresses([f"{site}/plan.txt"]))
    with library.writing():
        runner = threading.Thread(
            target=run, args=(library, jobs, job.job_id), kwargs={"reach": HERE}
        )
        runner.start()
        until(lambda: bool(_Site.asked))
    runner.join()
    assert jobs.get(job.job_id).state is State.DONE


@pytest.mark.parametrize("address", ["file:///etc/passwd", "/etc/passwd", "x", ""])
def test_what_is_no_web_address_makes_no_job(address: str) -> None:
    with pytest.raises(AddressRefused):
        addresses([address])
