"""What a turn of a conversation costs over the answer that it gives: `python -m bench.chat`.

For questions of the golden set's development half, every second one with an asking city: `Assistant.ask` with as many
practices as a reply shows, against a turn of a conversation, the same turn remembered on disk, and the reply rendered
for the terminal and as Markdown; one after the other in one run, so that a machine that slows down slows all.
Follow-ups that ask nothing are given in milliseconds.
"""

import os
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from api.access.opening import access_to
from api.access.roles import Role
from api.access.viewer import Viewer
from api.chat.base import Asked
from api.chat.conversation import turn
from api.chat.conversations import Conversations
from api.chat.markdown import written
from api.chat.replay import replayed
from api.chat.replies import SHOWN
from api.chat.talk import NEW, Talk
from api.chat.talks import Talks
from api.chat.terminal import Terminal
from assistant.assistant import Assistant
from assistant.settings import settings
from assistant.wiring import assistant
from bench.pages import asked as questions_of
from corpus.collection import EVERYTHING

QUESTIONS = 12
RUNS = 4
"""The first is for warming up."""

LIMIT = 1.3
"""Times `Assistant.ask` that a turn may take, remembered and rendered."""

FOLLOW_UPS = ("what did 1 cost?", "what went wrong with it?", "sources of 1", "which city?", "help")


class Times(NamedTuple):
    """One question in ms: the answer alone, a turn, the turn remembered, the same with its reply rendered."""

    answer: float
    turn: float
    kept: float
    rendered: float


CLOCKS: Mapping[str, Callable[[], float]] = {
    "by the clock": time.perf_counter,
    "thread's own time": time.thread_time,
}
"""The second leaves out what other programs took, and waiting for the disk."""


def taken(what: Callable[[], object]) -> list[float]:
    """Milliseconds by each of CLOCKS."""
    starts = [clock() for clock in CLOCKS.values()]
    what()
    return [(clock() - start) * 1000 for clock, start in zip(CLOCKS.values(), starts, strict=True)]


class Bench:
    """An assistant with conversations in a folder of their own."""

    def __init__(self, helper: Assistant, folder: Path) -> None:
        self.helper = helper
        self.terminal = Terminal("https://citygraft.example.org")
        self._viewer = Viewer("bench", Role.ADMIN, EVERYTHING, writes=None, single=True)
        self._conversations = Conversations(helper, access_to(folder, single=True).file)
        self._conversations.talks = Talks(folder)
        self._turns = 0

    def remembered(self, question: str, city: str, *, rendered: bool = False) -> None:
        """A turn of a conversation that has this city, with all that is written down for it."""
        self._turns += 1
        asked = Asked("terminal", city, "", "bench", question, open=False, event=str(self._turns))
        self._conversations.talks.first(asked)
        reply = self._conversations.reply_as(asked, self._viewer)
        if rendered:
            self.terminal.render(reply)
            written(reply, "https://citygraft.example.org")

    def times(self, question: str, city: str) -> list[Times]:
        """Each way once, by each of CLOCKS."""
        talk = Talk(city=city)
        ways = (
            partial(self.helper.ask, question, city or None, SHOWN),
            partial(turn, question, talk, self.helper),
            partial(self.remembered, question, city),
            partial(self.remembered, question, city, rendered=True),
        )
        return [Times(*of_clock) for of_clock in zip(*[taken(way) for way in ways], strict=True)]


def main() -> None:
    """Measure and print."""
    helper, questions = assistant(settings()), questions_of()[:QUESTIONS]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(helper, Path(folder))
        for city in {city for _, city in questions if city}:
            bench.remembered(f"city: {city}", city)
        print(f"{len(questions)} questions, medians of {RUNS - 1} runs; load of the machine "
              f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
        runs = [[bench.times(*one) for one in questions] for _ in range(RUNS)][1:]
        for at, name in enumerate(CLOCKS):
            of_clock = [[times[at] for times in run] for run in runs]
            medians = zip(*of_clock, strict=True)
            show(name, [Times(*map(median, zip(*one, strict=True))) for one in medians])
    show_follow_ups(helper)


def show(name: str, rows: list[Times]) -> None:
    """Print the ratios to the answer alone."""
    whole = median(row.rendered / row.answer for row in rows)
    print(f"{name}: answer {median(row.answer for row in rows):.1f} ms; over it, a turn "
          f"{median(row.turn / row.answer for row in rows):.2f}, remembered {median(row.kept / row.answer for row in rows):.2f}, "
          f"and rendered {whole:.2f} ({'within' if whole <= LIMIT else 'over'} the limit of {LIMIT})")  # fmt: skip


def show_follow_ups(helper: Assistant) -> None:
    """Print what turns cost that ask nothing, and what a replay of twenty messages costs."""
    _, talk = turn("Our bus reform angered passengers", NEW, helper)
    for text in FOLLOW_UPS:
        runs = [taken(partial(turn, text, talk, helper))[0] for _ in range(RUNS * 4)]
        print(f"  {text:<28}{median(runs):>8.1f} ms")
    before = ["city Beira", *(question for question, _ in questions_of()[:19])]
    now = "a question of its own"
    runs = [taken(partial(replayed, before, helper, now))[0] for _ in range(RUNS)]
    print(f"  {'20 messages replayed':<28}{median(runs):>8.1f} ms")


if __name__ == "__main__":
    main()
