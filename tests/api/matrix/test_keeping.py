import asyncio
from pathlib import Path

from api.matrix.keeping import Keeping
from api.matrix.memory import Read, read

ACCOUNT = ("@citygraft:x.example", "http://127.0.0.1")


def test_a_stop_keeps_no_place_behind_what_is_not_done(tmp_path: Path) -> None:
    async def stopped() -> None:
        keeping = Keeping(tmp_path)
        stuck = asyncio.create_task(asyncio.sleep(3_600))
        keeping.after([stuck], lambda: Read(ACCOUNT, "1"))
        keeping.after([], lambda: Read(ACCOUNT, "2"))
        await asyncio.sleep(0)
        await keeping.end(done=False)
        stuck.cancel()
        await asyncio.gather(stuck, return_exceptions=True)
        await asyncio.sleep(0.2)

    asyncio.run(stopped())
    assert read(tmp_path, ACCOUNT) == Read(ACCOUNT)


def test_a_place_is_kept_as_it_is_when_all_before_it_is_done(tmp_path: Path) -> None:
    async def done() -> None:
        keeping, told = Keeping(tmp_path), set[str]()

        async def tell() -> None:
            told.add("!r:x.example")

        keeping.after([asyncio.create_task(tell())], lambda: Read(ACCOUNT, "1", frozenset(told)))
        await keeping.end(done=True)

    asyncio.run(done())
    assert read(tmp_path, ACCOUNT) == Read(ACCOUNT, "1", frozenset({"!r:x.example"}))
