import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from api.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "corpus" / "README.md"]


def command_lines() -> list[str]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found += re.findall(r"^    (citygraft .+?)(?:  +#.*)?$", text, re.MULTILINE)
        found += re.findall(r"`(citygraft [^`]+)`", text)
    return sorted(set(found))


def test_the_readme_gives_two_commands_that_make_knows() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^    make (\w+)  ", text, re.MULTILINE)
    assert commands == ["serve", "test"]
    for target in {*re.findall(r"`make (\w+)`", text), *commands}:
        done = subprocess.run(
            ["make", "--dry-run", target], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0, target


@pytest.mark.parametrize("line", command_lines())
def test_every_command_that_is_documented_is_one(line: str) -> None:
    words = [w for w in shlex.split(re.sub(r"\[.*?\]", "", line)) if w not in ("FOLDER", "…")][1:]
    command = typer.main.get_command(app)
    while hasattr(command, "commands") and words and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    known = {option for parameter in command.params for option in parameter.opts}
    whole = hasattr(command, "commands")
    assert not whole or words == ["--help"], f"'{line}' is no command"
    assert {word for word in words if word.startswith("-")} <= known | {"--help"}


def test_the_readme_s_question_gets_the_readme_s_answer(bundled_home: Path, models: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    line = re.search(r"^    (citygraft ask .+ --city .+)$", text, re.MULTILINE)[1]  # type: ignore[index]
    done = subprocess.run(
        [str(Path(sys.executable).parent / "citygraft"), *shlex.split(line)[1:]],
        env={"CITYGRAFT_HOME": str(bundled_home), "CITYGRAFT_MODELS": str(models), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    shown = re.search(r"^    Asked for.+?(?=\n    …)", text, re.MULTILINE | re.DOTALL)[0]  # type: ignore[index]
    for expected in filter(None, (part.strip() for part in shown.splitlines())):
        assert expected in done.stdout


def test_every_page_that_is_linked_is_there() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_limit_in_docs_is_the_one_in_force() -> None:
    import importlib

    rows = re.findall(
        r"\| ([\d,]+)[^|]*\| `([\w.]+)\.([A-Z_]+)` \|",
        (ROOT / "docs" / "limits.md").read_text(encoding="utf-8"),
    )
    assert len(rows) >= 8
    for figure, module, name in rows:
        assert getattr(importlib.import_module(module), name) == int(figure.replace(",", ""))
