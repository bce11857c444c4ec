"""Apertium, where it is installed: a program that translates without a network, called as a program."""

import os
import re
import shutil
import signal
import subprocess
import time
from functools import cache
from pathlib import Path

SECONDS = 5.0
"""Longest time that a translation may take, all its steps together."""

SECONDS_TO_TELL = 1.0
"""Longest time for telling which words are not known; a hundredth to a tenth is usual."""

_SPECIAL = re.compile(r"[^\w\s.,;:!?'’-]")
"""Characters that may have a meaning of their own in what Apertium's tools hand to each other."""

_STRANGE = re.compile(r"/\*([^\W\d_]+)\$")

_ASKING = {
    "como": "cómo", "que": "qué", "quien": "quién", "quienes": "quiénes", "cuando": "cuándo",
    "donde": "dónde", "cuanto": "cuánto", "cual": "cuál", "cuales": "cuáles",
}  # fmt: skip

_FIRST_WORD = re.compile(r"(?i)(?:^|(?<=[¿,:;] )|(?<=[¿,:;]))(" + "|".join(_ASKING) + r")\b")


@cache
def modes() -> frozenset[str]:
    """Names of the translations that are installed, such as `spa-eng`; empty without Apertium.

    Looked up once: the server is started anew after Apertium is installed.
    """
    return frozenset((_said(["-l"], "", SECONDS) or "").split())


def through(steps: tuple[str, ...], text: str, seconds: float = SECONDS) -> list[str] | None:
    """What a text becomes in one mode after the other; None where that fails or takes too long.

    In every text, words that the program does not know are marked with `*`; a mark is taken off before the
    next mode.
    """
    end = time.monotonic() + seconds
    texts: list[str] = []
    for step in steps:
        before = text.replace("*", "")
        before = asking(before) if step.startswith("spa-") else before
        said = _said([step], before, end - time.monotonic())
        if not said:
            return None
        text = re.sub(r"[#@](?=\w)", "", said)  # other marks: of words that could not be inflected
        texts.append(text)
    return texts


def unknown(text: str, mode: str) -> list[str] | None:
    """Words of a text that a mode cannot take apart, in order, each once; None where that cannot be told."""
    plain = _SPECIAL.sub(" ", text)
    analyser = _analyser(mode)
    if not plain.strip() or not analyser:
        return None
    said = _written("lt-proc", [str(analyser)], plain, SECONDS_TO_TELL)
    return None if said is None else list(dict.fromkeys(_STRANGE.findall(said)))


@cache
def _analyser(mode: str) -> Path | None:
    """The file with the words of a mode's language, which the first line of the mode's own file names."""
    program = shutil.which("apertium")
    if not program:
        return None
    steps = Path(program).parent.parent / "share" / "apertium" / "modes" / f"{mode}.mode"
    try:
        named = re.match(r"\s*lt-proc[^'|]*'([^']+)'", steps.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Path(named[1]) if named else None


def asking(spanish: str) -> str:
    """Spanish whose question words have their accent: without it `Como reducir` is "Like reduce"."""
    return _FIRST_WORD.sub(lambda word: _ASKING[word[1].lower()], spanish)


def _said(options: list[str], text: str, seconds: float) -> str | None:
    """What Apertium writes; None where it is missing, fails, or is not done in time."""
    return _written("apertium", options, text, seconds)


def _written(name: str, options: list[str], text: str, seconds: float) -> str | None:
    program, env = shutil.which(name), shutil.which("env")
    if not program or not env:
        return None
    # its tools read text in the locale's encoding
    command = [env, "LC_ALL=C.UTF-8", program, *options]
    try:
        return _run(command, text.encode(errors="replace"), max(seconds, 0))
    except OSError:
        return None


def _run(command: list[str], text: bytes, seconds: float) -> str | None:
    # apertium is a script that starts a chain of programs: in a session of their own they end together
    with subprocess.Popen(  # noqa: S603 - found on the path, no shell, the text goes to its input
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            written, _ = process.communicate(text, timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None
    return written.decode(errors="replace").strip() if process.returncode == 0 else None
