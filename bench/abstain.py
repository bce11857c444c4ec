"""How often the assistant rightly declines: `make bench` runs this on bench/questions.txt.

The questions were written by the project before the line was set; the set is small, and a larger
golden set is planned. What is wrongly answered or wrongly declined is printed.
"""

import json
import sys
from pathlib import Path

from assistant.assistant import ABSTAIN_BELOW, Assistant
from assistant.settings import settings
from assistant.wiring import assistant


def tried(asked: Assistant, questions: list[str], answerable: bool) -> int:
    """How many of the questions were treated rightly."""
    right = 0
    for question in questions:
        answer = asked.ask(question, k=1)
        if answer.abstained != answerable:
            right += 1
            continue
        shown = max([p.relevance for p in answer.practices], default=0.0)
        print(f"  {'declined' if answer.abstained else 'answered'}: {question} ({shown:.2f})")
    return right


def main() -> None:
    """Ask all and count."""
    text = (Path(__file__).parent / "questions.txt").read_text(encoding="utf-8")
    answerable, unanswerable = (
        [line for line in part.splitlines() if line and not line.startswith("#")]
        for part in text.split("\n\n")
    )
    asked = assistant(settings(), lambda sentence: print(sentence, file=sys.stderr))
    figures = {
        "line": ABSTAIN_BELOW,
        "answerable": len(answerable),
        "answered": tried(asked, answerable, True),
        "unanswerable": len(unanswerable),
        "declined": tried(asked, unanswerable, False),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
