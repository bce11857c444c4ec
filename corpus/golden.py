"""The golden set: questions as practitioners ask them, and which case studies answer them.

Grades of a case for a need:
2, it answers: it tells how a city dealt with just this problem or tried just this practice, with something to
   learn about what was asked; failures count as much as successes.
1, it helps with a part: it is about something wider or else, but holds a passage that answers a part of what is
   asked, or is about the same practice without touching what was asked.
0, everything else: the same topic, hazard, city or country alone is 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadCollection

GOLDEN = Path(__file__).parent / "golden"

ANSWERS = 2
"""The grade of a case that answers."""

SPLITS = ("dev", "test")
"""Split once by need, so that a need's questions in all languages and wordings are in one half."""


class GoldenQuestion(NamedTuple):
    """One question.

    Attributes:
        id: the need, a dot, the language and, from the second on, a number.
        split: "dev", on which weights may be fitted, or "test", on which they are not.
        language: ISO 639-1: en, es, pt or fr.
        style: of short, plain, long, broad (a subject as such), city, typos, reworded (in other words than
            the case uses), and for
            those that nothing answers offtopic or uncovered (a city might ask it, but no case is about it).
        city: the asking city that the question names; empty where it names none.
    """

    id: str
    split: str
    language: str
    style: tuple[str, ...]
    city: str
    text: str

    @property
    def need(self) -> str:
        """What the question is after; questions of the same need have the same answers."""
        return self.id.rpartition(".")[0]


class Golden(NamedTuple):
    """The questions, and by need the grade of every case that has one above 0; a need without has no answer."""

    questions: tuple[GoldenQuestion, ...]
    judged: Mapping[str, Mapping[str, int]]

    def answerable(self, question: GoldenQuestion) -> bool:
        """True where at least one case helps."""
        return bool(self.judged.get(question.need))

    def part(self, split: str, language: str | None = None) -> tuple[GoldenQuestion, ...]:
        """The questions of one half, of one language or of all."""
        return tuple(
            question
            for question in self.questions
            if question.split == split and language in (None, question.language)
        )


def load_golden(folder: Path = GOLDEN) -> Golden:
    """Read `questions.tsv` and `judgements.tsv`.

    Raises:
        BadCollection: a file is missing or a line is not of the form.
    """
    questions = []
    for where, row in _rows(folder / "questions.tsv", GoldenQuestion._fields):
        if row["split"] not in SPLITS:
            raise BadCollection(f"{where} has the split '{row['split']}', not dev or test.")
        style = tuple(row["style"].split(","))
        questions.append(GoldenQuestion(**{**row, "style": style}))  # type: ignore[arg-type]
    judged: dict[str, dict[str, int]] = {}
    for where, row in _rows(folder / "judgements.tsv", ("need", "case", "grade", "judges")):
        if row["grade"] not in ("0", "1", "2"):
            raise BadCollection(f"{where} has the grade '{row['grade']}', not 0, 1 or 2.")
        if grade := int(row["grade"]):
            judged.setdefault(row["need"], {})[row["case"]] = grade
    return Golden(tuple(questions), judged)


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each line's place, as a message names it, with its cells by column."""
    try:
        head, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise BadCollection(f"{path} cannot be read ({error}).") from error
    if head.split("\t") != list(columns):
        raise BadCollection(f"Line 1 of {path.name} does not name {', '.join(columns)}.")
    for number, line in enumerate(lines, 2):
        where, cells = f"Line {number} of {path.name}", line.split("\t")
        if len(cells) != len(columns):
            raise BadCollection(f"{where} has {len(cells)} columns, not {len(columns)}.")
        yield where, dict(zip(columns, cells, strict=True))
