"""Feedback kept in the data folder: a file for each proposal and each decision, none ever changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from pydantic import ValidationError

from assistant.proposal import Decision, Proposal, State, now, who
from assistant.report import Part
from corpus.errors import BadFeedback, FeedbackFull, StoreError, UnknownFeedback
from index.files import write_bytes

GRADES = (0, 1, 2)
"""What an answer is worth, as corpus/golden.py has it: 2 it answers, 1 it helps with a part, 0 neither."""

MAX_PROPOSALS = 10_000
"""Proposals in a data folder."""

Judged = dict[str, dict[str, int]]
"""Question to id of a case study or document to grade."""

P = TypeVar("P", bound=Part)


class Feedback:
    """The feedback in a data folder. Nothing that searches or answers reads it."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "feedback"
        self._decisions = self.folder / "decisions"

    def propose(self, proposal: Proposal) -> Proposal:
        """Keep a proposal; where the same was said before, what is held comes back.

        Raises:
            FeedbackFull: MAX_PROPOSALS are held.
            StoreError: the folder cannot be written to, or a file in it is damaged.
        """
        with self._writing():
            if (self.folder / f"{proposal.id}.json").exists():
                return self.get(proposal.id)
            if len(_files(self.folder)) >= MAX_PROPOSALS:
                raise FeedbackFull(
                    f"There is room for {MAX_PROPOSALS} proposals in {self.folder}, and no more. Export "
                    "what was accepted with 'citygraft feedback export', then move that folder away."
                )
            write_bytes(self.folder / f"{proposal.id}.json", _json(proposal))
            return proposal

    def proposals(self) -> list[Proposal]:
        """Every proposal with its newest decision, oldest first.

        Raises:
            StoreError: a file is damaged; the message names it.
        """
        decided = {path.stem.partition("-")[0]: path for path in _files(self._decisions)}
        found = [_held(path, decided.get(path.stem)) for path in _files(self.folder)]
        return sorted(found, key=lambda proposal: (proposal.when, proposal.id))

    def get(self, feedback_id: str) -> Proposal:
        """One proposal with its newest decision.

        Raises:
            UnknownFeedback: there is none of that id.
            StoreError: its file is damaged; the message names it.
        """
        path = next((path for path in _files(self.folder) if path.stem == feedback_id), None)
        if path is None:
            raise UnknownFeedback(
                f"There is no feedback '{feedback_id}'. 'citygraft feedback list' shows what there is."
            )
        return _held(path, next(reversed(self._of(feedback_id)), None))

    def accept(self, feedback_id: str, grade: int, by: str) -> Proposal:
        """Make a judgement of a proposal; of several decisions the latest counts, all stay on file.

        Raises:
            UnknownFeedback, BadFeedback, StoreError: the message says what to do.
        """
        if grade not in GRADES:
            raise BadFeedback(
                f"The grade is {grade}. Give 2 (it answers), 1 (it helps with a part) or 0 (it does not)."
            )
        return self._decide(feedback_id, State.ACCEPTED, grade, by)

    def reject(self, feedback_id: str, by: str) -> Proposal:
        """Let a proposal count for nothing; of several decisions the latest counts, all stay on file.

        Raises:
            UnknownFeedback, BadFeedback, StoreError: the message says what to do.
        """
        return self._decide(feedback_id, State.REJECTED, None, by)

    def judgements(self) -> Judged:
        """What was accepted; of two judgements of one pair the one decided later."""
        judged: Judged = {}
        decided = [(p.decision, p) for p in self.proposals() if p.decision is not None]
        for decision, said in sorted(decided, key=lambda pair: pair[0].when):
            if decision.grade is not None:
                judged.setdefault(said.question, {})[said.doc_id] = decision.grade
        return judged

    def _decide(self, feedback_id: str, state: State, grade: int | None, by: str) -> Proposal:
        with self._writing():
            self.get(feedback_id)
            decision = Decision(state=state, grade=grade, by=who(by), when=now())
            number = len(self._of(feedback_id)) + 1
            write_bytes(self._decisions / f"{feedback_id}-{number:04}.json", _json(decision))
            return self.get(feedback_id)

    def _of(self, feedback_id: str) -> list[Path]:
        """The decisions on a proposal, oldest first."""
        return [path for path in _files(self._decisions) if path.stem.startswith(feedback_id)]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "write.lock"):
                yield
        except OSError as error:
            raise StoreError(
                f"The feedback cannot be written ({error.strerror}). Check rights and free space."
            ) from error


def _files(folder: Path) -> list[Path]:
    """Files by name; those that are being written have another kind of name."""
    return sorted(folder.glob("[0-9a-f]*.json"))


def _json(part: Part) -> bytes:
    return part.model_dump_json(
        indent=1, exclude={"state", "decision"} if isinstance(part, Proposal) else None
    ).encode()


def _held(path: Path, decided: Path | None) -> Proposal:
    said = _read(path, Proposal)
    if decided is None:
        return said
    decision = _read(decided, Decision)
    return said.model_copy(update={"state": decision.state, "decision": decision})


def _read(path: Path, kind: type[P]) -> P:
    try:
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise StoreError(f"The file {path} is damaged. Move it away, then try again.") from error
